using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>The set map of a set lists all sets up to it, as their SSETs describe themselves.</summary>
internal sealed class SetMapCheck(FindingLog findings)
{
    private readonly List<(long Offset, SsetBlock Set)> _sets = [];

    /// <summary>Media family that the maps must name; null when the media header could not be read.</summary>
    public uint? FamilyId { get; set; }

    public void AddSet(long fileOffset, SsetBlock set) => _sets.Add((fileOffset, set));

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

        return map.Entries.Zip(_sets).All(pair =>
            pair.First.SetOffset == pair.Second.Offset
            && pair.First.Position == pair.Second.Set.Position
            && string.Equals(pair.First.Name, pair.Second.Set.Name, StringComparison.Ordinal)
            && string.Equals(pair.First.Description, pair.Second.Set.Description, StringComparison.Ordinal)
            && string.Equals(pair.First.User, pair.Second.Set.User, StringComparison.Ordinal)
            && pair.First.Date == pair.Second.Set.Date);
    }
}
