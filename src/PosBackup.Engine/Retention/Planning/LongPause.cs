namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A pause in a row of backups that is none of the usual ones, and after which they have not gone on for long: either they stood still, or the clock jumped ahead.
/// <code>
/// time    ── ── ── ── ── ──                                         ── ──►
///          usual gaps       └ 30 days and three times the usual ───┘ less than 7 days
/// </code>
/// </summary>
internal static class LongPause
{
    /// <summary>How many times the greatest of the gaps before it a gap is, to be none of them.</summary>
    public const int Unusual = 3;

    /// <summary>So many gaps before one are its measure.</summary>
    public const int Most = 10;

    /// <summary>A shorter gap tells nothing.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromDays(30);

    /// <summary>So long backups go on after a gap until the clock is believed.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromDays(7);

    /// <summary>Finds it.</summary>
    /// <param name="count">How many backups there are.</param>
    /// <param name="at">When each was taken, the newest first.</param>
    /// <param name="isAcknowledged">Whether somebody has looked into one of them.</param>
    /// <returns>The first backup after the pause; null when there is none, or somebody has looked.</returns>
    public static int? Find(int count, Func<int, DateTimeOffset> at, Func<int, bool> isAcknowledged)
    {
        for (int i = 0; i + 1 < count && at(0) - at(i) < Believed; i++)
        {
            if (isAcknowledged(i))
                return null;
            if (Gap(i) >= Long && Usual(i + 1) is { } usual && Gap(i) > Unusual * usual)
                return i;
        }

        return null;

        TimeSpan Gap(int i) => at(i) - at(i + 1);

        // The greatest gap between those before; null where there is none to measure by.
        TimeSpan? Usual(int from)
        {
            TimeSpan? usual = null;
            for (int i = from; i + 1 < count && i < from + Most; i++)
                usual = usual > Gap(i) ? usual : Gap(i);
            return usual;
        }
    }
}
