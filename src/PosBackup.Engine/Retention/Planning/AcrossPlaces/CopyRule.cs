using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.AcrossPlaces;

/// <summary>
/// A file here goes only while so many proven copies of it lie elsewhere, whose proofs are young enough. And a copy that is needed for that stays as long as the file here
/// does: else the file could never go.
/// </summary>
internal sealed class CopyRule
{
    private static readonly KeepReason ProvesWhatIsHere = new(KeepRule.ProofOfLocal);

    private readonly CopyTerms _terms;
    private readonly HeldMedia[] _media;
    private readonly bool[] _goes;

    /// <summary>The media sets of which something lies here, numbered.</summary>
    private readonly Dictionary<Guid, int> _numbers = [];
    private readonly ListsOf<int> _here;
    private readonly ListsOf<int> _elsewhere;

    /// <param name="terms">What is asked.</param>
    /// <param name="media">The media of a group; what lies here asks for copies also when it is not judged.</param>
    /// <param name="goes">Which of them go as far as is known.</param>
    public CopyRule(CopyTerms terms, HeldMedia[] media, bool[] goes)
    {
        (_terms, _media, _goes) = (terms, media, goes);
        var here = new List<(int Number, int Media)>();
        var elsewhere = new List<(int Number, int Media)>();
        for (int i = 0; i < media.Length; i++)
        {
            if (media[i].Place.IsHere)
                here.Add((_numbers.TryGetValue(media[i].MediaSetId, out int number) ? number : _numbers[media[i].MediaSetId] = _numbers.Count, i));
        }

        for (int i = 0; i < media.Length && _numbers.Count > 0; i++)
        {
            if (!media[i].Place.IsHere && _numbers.TryGetValue(media[i].MediaSetId, out int number))
                elsewhere.Add((number, i));
        }

        _here = ListsOf<int>.Dealt(_numbers.Count, here.Count, i => here[i].Number, i => here[i].Media);
        _elsewhere = ListsOf<int>.Dealt(_numbers.Count, elsewhere.Count, i => elsewhere[i].Number, i => elsewhere[i].Media);
    }

    /// <summary>Why media must stay that nothing else keeps; null when they may go.</summary>
    /// <param name="index">The media: an index in the group. What is found to stay goes no more.</param>
    public KeepReason? Keeps(int index)
    {
        if (_media[index].Place.IsHere)
            return Missing(index);
        if (!IsProofOfWhatStays(index))
            return null;

        _goes[index] = false;
        return ProvesWhatIsHere;
    }

    private KeepReason? Missing(int here)
    {
        int proven = Copies(here, isWithoutThoseThatGo: false);
        return proven >= _terms.Wanted
            ? null
            : new KeepReason(KeepRule.CopiesMissing, string.Create(CultureInfo.InvariantCulture, $"{proven} of {_terms.Wanted} proven since {_terms.ProvenSince:yyyy-MM-dd}"));
    }

    private bool IsProofOfWhatStays(int copy)
    {
        if (!_numbers.TryGetValue(_media[copy].MediaSetId, out int number))
            return false;

        foreach (int here in _here[number])
        {
            if (!_goes[here] && IsSame(_media[here], _media[copy]) && Copies(here, isWithoutThoseThatGo: true) < _terms.Wanted)
                return true;
        }

        return false;
    }

    /// <summary>In how many places a proven copy lies.</summary>
    private int Copies(int here, bool isWithoutThoseThatGo)
    {
        var places = new List<RetentionPlace>(_terms.Wanted);
        foreach (int index in _elsewhere[_numbers[_media[here].MediaSetId]])
        {
            HeldMedia copy = _media[index];
            if (copy.ProvenAt >= _terms.ProvenSince && copy.ProvenAt <= _terms.Latest && !(isWithoutThoseThatGo && _goes[index]) && IsSame(_media[here], copy) && !places.Contains(copy.Place))
                places.Add(copy.Place);
        }

        return places.Count;
    }

    /// <summary>
    /// The same content, and good: every stripe is there, of the same length and, where both are known, the same hash; and no verification there found fault with it. Where none was
    /// recorded, the proof of its bytes speaks for it.
    /// </summary>
    private static bool IsSame(HeldMedia here, HeldMedia copy)
    {
        if (copy is not { IsWhole: true, IsBeingRemoved: false, Doubt: null, Verdict: null or Verdict.Intact } || !AreSame(here.Sets, copy.Sets))
            return false;

        for (int i = 0; i < here.Files.Count; i++)
        {
            if (!Has(copy, here.Files[i]))
                return false;
        }

        return true;
    }

    private static bool AreSame(IReadOnlyList<BackupSet> here, IReadOnlyList<BackupSet> copy)
    {
        if (here.Count != copy.Count)
            return false;

        for (int i = 0; i < here.Count; i++)
        {
            if (here[i].SetGuid != copy[i].SetGuid)
                return false;
        }

        return true;
    }

    private static bool Has(HeldMedia copy, HeldFile file)
    {
        for (int i = 0; i < copy.Files.Count; i++)
        {
            HeldFile other = copy.Files[i];
            if (other.Stripe == file.Stripe && other.Length == file.Length && (file.Sha256 is null || other.Sha256 is null || string.Equals(file.Sha256, other.Sha256, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }
}
