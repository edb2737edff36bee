using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning.Holdings;

/// <summary>The sets of one family in one place as they are found on media: each once, as the first media tell of it, and all media that it lies on.</summary>
/// <param name="appearance">Where the first was found: which media, and how many sets lie before it there.</param>
/// <param name="capacity">How many there will be, about.</param>
internal sealed class FoundSets((int Media, int Before) appearance, int capacity)
{
    private readonly Dictionary<Guid, int> _numbers = new(capacity);
    private readonly List<BackupSet> _sets = new(capacity);
    private readonly List<(int Number, int Media)> _findings = new(capacity);

    /// <summary>Where the first was found.</summary>
    public (int Media, int Before) Appearance => appearance;

    /// <summary>The sets, in the order in which they were found.</summary>
    public List<BackupSet> Sets => _sets;

    /// <summary>Every finding of a set, in that order.</summary>
    public List<(int Number, int Media)> Findings => _findings;

    /// <summary>The number of each set.</summary>
    public Dictionary<Guid, int> Numbers => _numbers;

    /// <summary>A set on a media set.</summary>
    public void Add(BackupSet set, int media)
    {
        if (!_numbers.TryGetValue(set.SetGuid, out int number))
        {
            number = _sets.Count;
            _numbers.Add(set.SetGuid, number);
            _sets.Add(set);
        }

        _findings.Add((number, media));
    }
}
