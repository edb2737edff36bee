using System.Globalization;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A file here goes only while so many proven copies of it lie elsewhere, whose proofs are young enough. And a copy that is needed for that stays as long as the file here
/// does: else the file could never go.
/// </summary>
internal sealed class CopyRule
{
    private static readonly KeepReason ProvesWhatIsHere = new(KeepRule.ProofOfLocal);

    private readonly ILookup<Guid, HeldMedia> _elsewhere;
    private readonly ILookup<Guid, HeldMedia> _here;
    private readonly int _wanted;
    private readonly DateTimeOffset _provenSince;

    /// <summary>A proof of the future was made when the clock was wrong: nobody knows how old it is.</summary>
    private readonly DateTimeOffset _latest;

    /// <param name="facts">Everything; what lies here asks for copies also when it is not judged.</param>
    /// <param name="goes">All media that go as far as is known: only of those anything is asked.</param>
    public CopyRule(RetentionFacts facts, IReadOnlySet<HeldMedia> goes)
    {
        HashSet<Guid> asked = [.. goes.Select(media => media.MediaSetId)];
        _elsewhere = facts.Media.Where(media => asked.Contains(media.MediaSetId) && !media.Place.IsHere).ToLookup(media => media.MediaSetId);
        _here = facts.Media.Where(media => asked.Contains(media.MediaSetId) && media.Place.IsHere).ToLookup(media => media.MediaSetId);
        RetentionPolicy policy = facts.Places.FirstOrDefault(place => place.Place.IsHere)?.Policy ?? facts.Policy;
        _wanted = policy.CopiesWanted(facts.HasTargets || facts.Places.Any(place => !place.Place.IsHere) || facts.Media.Any(media => !media.Place.IsHere));
        _provenSince = facts.Now - policy.CopiesProvenWithin;
        _latest = facts.Now + PlaceGuards.Behind;
    }

    /// <summary>Why media must stay that nothing else keeps; null when they may go.</summary>
    /// <param name="media">The media.</param>
    /// <param name="goes">All media that go as far as is known, these among them. Those that are found to stay are taken out.</param>
    public KeepReason? Keeps(HeldMedia media, ISet<HeldMedia> goes)
    {
        if (_wanted == 0)
            return null;
        if (media.Place.IsHere)
            return Missing(media);
        if (!_here[media.MediaSetId].Any(here => !goes.Contains(here) && IsSame(here, media) && Copies(here, copy => goes.Contains(copy)) < _wanted))
            return null;

        goes.Remove(media);
        return ProvesWhatIsHere;
    }

    private KeepReason? Missing(HeldMedia here)
    {
        int proven = Copies(here, static _ => false);
        return proven >= _wanted
            ? null
            : new KeepReason(KeepRule.CopiesMissing, string.Create(CultureInfo.InvariantCulture, $"{proven} of {_wanted} proven since {_provenSince:yyyy-MM-dd}"));
    }

    private int Copies(HeldMedia here, Predicate<HeldMedia> except) => _elsewhere[here.MediaSetId]
        .Where(copy => copy.ProvenAt >= _provenSince && copy.ProvenAt <= _latest && IsSame(here, copy) && !except(copy))
        .DistinctBy(copy => copy.Place)
        .Count();

    /// <summary>The same content: every stripe is there, of the same length and, where both are known, the same hash.</summary>
    private static bool IsSame(HeldMedia here, HeldMedia copy) =>
        copy is { IsWhole: true, IsBeingRemoved: false, Doubt: null }
        && here.Sets.Select(set => set.SetGuid).SequenceEqual(copy.Sets.Select(set => set.SetGuid))
        && here.Files.All(file => copy.Files.Any(other => other.Stripe == file.Stripe && other.Length == file.Length && (file.Sha256 is null || other.Sha256 is null || string.Equals(file.Sha256, other.Sha256, StringComparison.Ordinal))));
}
