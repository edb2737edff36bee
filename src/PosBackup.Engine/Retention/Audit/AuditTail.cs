namespace PosBackup.Engine.Retention.Audit;

/// <summary>The end of a log's file: its last whole line, and what comes after it.</summary>
/// <param name="Last">The last whole line; null when there is none.</param>
/// <param name="End">Where it ends, its LF included when it has one.</param>
/// <param name="LacksLineEnd">Whether that line is whole but for its LF.</param>
/// <param name="Rest">What comes after it: the beginning of a line, or lines that are none.</param>
internal sealed record AuditTail(AuditRecord? Last, long End, bool LacksLineEnd, ReadOnlyMemory<byte> Rest)
{
    private const int FirstLook = 1 << 16;

    /// <summary>Where the log ends.</summary>
    public AuditHead Head => Last?.Head ?? AuditHead.None;

    /// <summary>Reads as little of the end as it takes to find a whole line.</summary>
    public static async Task<AuditTail> ReadAsync(FileStream file, CancellationToken cancellationToken)
    {
        long length = file.Length;
        for (long look = FirstLook; ; look *= 4)
        {
            long start = Math.Max(0, length - look);
            byte[] end = new byte[length - start];
            file.Position = start;
            await file.ReadExactlyAsync(end, cancellationToken).ConfigureAwait(false);
            if (Find(end, start) is { } tail)
                return tail;
            if (start == 0)
                return new AuditTail(Last: null, End: 0, LacksLineEnd: false, end);
        }
    }

    /// <summary>Backwards, line by line. The first one of a piece of the file may be half a line, and then is none.</summary>
    private static AuditTail? Find(byte[] end, long start)
    {
        for (int to = end.Length; to > 0;)
        {
            bool hasLineEnd = end[to - 1] == (byte)'\n';
            int textEnd = hasLineEnd ? to - 1 : to;
            int from = end.AsSpan(0, textEnd).LastIndexOf((byte)'\n') + 1;
            if ((from > 0 || start == 0) && AuditLine.TryRead(end.AsSpan(from, textEnd - from)) is { } record)
                return new AuditTail(record, start + to, !hasLineEnd, end.AsMemory(to));

            to = from;
        }

        return null;
    }
}
