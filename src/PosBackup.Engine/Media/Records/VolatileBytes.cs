namespace PosBackup.Engine.Media.Records;

/// <summary>
/// Compares the two descriptions of a set. MSCI is written before the pages and MSLS after them, so LSNs, sizes and times may differ;
/// any other difference is damage. The streams have no checksum of their own.
/// </summary>
internal static class VolatileBytes
{
    private static readonly Range[] OfSet = [0x20..0x3E, 0x52..0x57, 0x60..0x68, 0x90..0x9C, 0xF8..0x104, 0x14C..0x160];
    private static readonly Range[] OfFileGroup = [0x28..0x90];
    private static readonly Range[] OfFile = [0x18..0x1C, 0x9E..0xBA, 0xCA..0x102, 0x106..0x10E];

    /// <summary>Offset in the streams of the first difference that may not be; null when they agree.</summary>
    public static int? FirstDifference(ReadOnlySpan<byte> first, ReadOnlySpan<byte> final)
    {
        if (first.Length != final.Length)
            return Math.Min(first.Length, final.Length);

        var records = new RecordReader(first);
        while (records.MoveNext())
        {
            ReadOnlySpan<byte> other = final.Slice(records.Offset, records.Record.Length);
            if (FirstDifference(records.Tag, records.Record, other) is { } at)
                return records.Offset + at;
        }

        int end = records.Offset + records.Record.Length;
        int tail = first[end..].CommonPrefixLength(final[end..]);
        return end + tail < first.Length ? end + tail : null;
    }

    private static int? FirstDifference(uint tag, ReadOnlySpan<byte> record, ReadOnlySpan<byte> other)
    {
        (Range[] ranges, int limit) = tag switch
        {
            RecordTag.Set => (OfSet, ScinRecord.Limit(record)),
            RecordTag.FileGroup => (OfFileGroup, SfgiRecord.Limit(record)),
            RecordTag.File => (OfFile, SfinRecord.Limit(record)),
            _ => ([], 0),
        };

        int at = 0;
        foreach (Range range in ranges)
        {
            int start = Math.Min(range.Start.Value, limit), end = Math.Min(range.End.Value, limit);
            int same = record[at..start].CommonPrefixLength(other[at..start]);
            if (at + same < start)
                return at + same;

            at = end;
        }

        int rest = record[at..].CommonPrefixLength(other[at..]);
        return at + rest < record.Length ? at + rest : null;
    }
}
