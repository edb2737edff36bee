using System.Globalization;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A file here goes only while so many proven copies of it lie elsewhere, whose proofs are young enough. And a copy that is needed for that stays as long as the file here
/// does: else the file could never go.
/// </summary>
internal sealed class CopyRule
{
    private readonly ILookup<Guid, HeldMedia> _elsewhere;
    private readonly ILookup<Guid, HeldMedia> _here;
    private readonly int _wanted;
    private readonly DateTimeOffset _provenSince;

    /// <param name="facts">All media.</param>
    /// <param name="here">The policy of this machine.</param>
    public CopyRule(RetentionFacts facts, RetentionPolicy here)
    {
        _elsewhere = facts.Media.Where(media => !media.Place.IsHere).ToLookup(media => media.MediaSetId);
        _here = facts.Media.Where(media => media.Place.IsHere).ToLookup(media => media.MediaSetId);
        _wanted = here.Copies ?? (facts.Places.Any(place => !place.Place.IsHere) || _elsewhere.Count > 0 ? 1 : 0);
        _provenSince = facts.Now - here.CopiesProvenWithin;
    }

    /// <summary>Why media here may not go; null when they may.</summary>
    public KeepReason? Refusal(HeldMedia here)
    {
        if (_wanted == 0)
            return null;

        int proven = Copies(here, except: null);
        return proven >= _wanted
            ? null
            : new KeepReason(KeepRule.CopiesMissing, string.Create(CultureInfo.InvariantCulture, $"{proven} of {_wanted} proven since {_provenSince:yyyy-MM-dd}"));
    }

    /// <summary>Whether a copy must stay because media here, which stay, would have too few copies without it.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="staysHere">Whether media here stay after this run.</param>
    /// <param name="goes">Whether another copy goes in this run.</param>
    public bool IsNeeded(HeldMedia copy, Predicate<HeldMedia> staysHere, Predicate<HeldMedia> goes) =>
        _wanted > 0 && _here[copy.MediaSetId].Any(here => IsSame(here, copy) && staysHere(here) && Copies(here, except: one => ReferenceEquals(one, copy) || goes(one)) < _wanted);

    private int Copies(HeldMedia here, Predicate<HeldMedia>? except) => _elsewhere[here.MediaSetId]
        .Where(copy => copy.ProvenAt >= _provenSince && IsSame(here, copy) && except?.Invoke(copy) != true)
        .DistinctBy(copy => copy.Place)
        .Count();

    /// <summary>The same content: every stripe is there, of the same length and, where both are known, the same hash.</summary>
    private static bool IsSame(HeldMedia here, HeldMedia copy) =>
        copy is { IsWhole: true, IsBeingRemoved: false, Doubt: null }
        && Guids(here).SequenceEqual(Guids(copy))
        && here.Files.All(file => copy.Files.Any(other => other.Stripe == file.Stripe && other.Length == file.Length && (file.Sha256 is null || other.Sha256 is null || string.Equals(file.Sha256, other.Sha256, StringComparison.Ordinal))));

    private static IEnumerable<Guid> Guids(HeldMedia media) => media.Sets.Select(set => set.SetGuid);
}
