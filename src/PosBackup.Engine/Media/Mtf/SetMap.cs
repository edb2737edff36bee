namespace PosBackup.Engine.Media.Mtf;

/// <summary>TSMP: the set map. The one of the last set lists every set of the file.</summary>
/// <param name="FamilyId">Media family.</param>
/// <param name="Entries">Sets by position.</param>
internal sealed record SetMap(uint FamilyId, IReadOnlyList<SetMapEntry> Entries)
{
    /// <summary>Longest map worth holding in memory: some 15,000 sets.</summary>
    public const int MaxLength = 4 << 20;

    public const int FamilyIdAt = 0x00;
    public const int CountAt = 0x04;
    public const int EntriesAt = 0x08;

    /// <summary>Reads the stream; null when its entries do not fit into it.</summary>
    /// <remarks>Each set's entry is followed by those of its volumes, which begin with their length too.</remarks>
    public static SetMap? Read(ReadOnlySpan<byte> stream)
    {
        var fields = new Fields(stream);
        var entries = new List<SetMapEntry>();
        int at = EntriesAt;
        for (int set = fields.U16(CountAt); set > 0; set--)
        {
            if (!TryTake(stream, ref at, SetMapEntry.MinSize, out ReadOnlySpan<byte> entry))
                return null;

            entries.Add(SetMapEntry.Read(entry));
            for (int volume = new Fields(entry).U16(SetMapEntry.VolumesAt); volume > 0; volume--)
            {
                if (!TryTake(stream, ref at, sizeof(ushort), out _))
                    return null;
            }
        }

        return stream.Length < EntriesAt ? null : new SetMap(fields.U32(FamilyIdAt), entries);
    }

    private static bool TryTake(ReadOnlySpan<byte> stream, ref int at, int minSize, out ReadOnlySpan<byte> entry)
    {
        int length = new Fields(stream).U16(at);
        bool fits = length >= minSize && length <= stream.Length - at;
        entry = fits ? stream.Slice(at, length) : default;
        at += length;
        return fits;
    }
}
