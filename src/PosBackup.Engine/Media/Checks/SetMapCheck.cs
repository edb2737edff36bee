using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>The set map of a set lists all sets up to it, as their SSETs describe themselves.</summary>
internal sealed class SetMapCheck(FindingLog findings)
{
    // More than positions can number.
    private const int MaxSets = 1 << 16;

    private readonly List<MappedSet> _sets = [];

    /// <summary>Media family that the maps must name; null when the media header could not be read.</summary>
    public uint? FamilyId { get; set; }

    public void AddSet(long fileOffset, SsetBlock set)
    {
        if (_sets.Count <= MaxSets)
            _sets.Add(new MappedSet(fileOffset, set.Position, set.Date, MappedSet.Hash(set.Name, set.Description, set.User)));
    }

    /// <summary>Compares a map with the sets so far.</summary>
    /// <param name="stream">The TSMP stream.</param>
    /// <param name="fileOffset">Where it stands.</param>
    /// <param name="complete">Whether all sets before it were seen.</param>
    public void Compare(ReadOnlySpan<byte> stream, long fileOffset, bool complete)
    {
        if (SetMap.Read(stream) is not { } map)
            findings.Error(FindingCode.SetMapMismatch, "the set map cannot be read", fileOffset);
        else if (complete && !Agrees(map))
            findings.Error(FindingCode.SetMapMismatch, "the set map does not list the sets of the file", fileOffset);
    }

    private bool Agrees(SetMap map)
    {
        if (map.Entries.Count != _sets.Count || (FamilyId is { } family && map.FamilyId != family))
            return false;

        return map.Entries.Zip(_sets).All(pair => MappedSet.Of(pair.First) == pair.Second);
    }

    /// <summary>What the map tells of a set. A hash stands for the texts: hostile ones are long, and there may be many sets.</summary>
    private readonly record struct MappedSet(long Offset, int Position, DateTime? Date, int Texts)
    {
        public static MappedSet Of(SetMapEntry entry) =>
            new(entry.SetOffset, entry.Position, entry.Date, Hash(entry.Name, entry.Description, entry.User));

        public static int Hash(string name, string description, string user) => HashCode.Combine(name, description, user);
    }
}
