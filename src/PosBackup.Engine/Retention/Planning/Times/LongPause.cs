namespace PosBackup.Engine.Retention.Planning.Times;

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

    /// <summary>So long backups go on after a gap until the clock is believed where what goes is measured from the newest backup anyhow.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromDays(7);

    /// <summary>So many days with backups after a pause bear the clock out, if there are more of them than before it: then it is that which was wrong, and behind.</summary>
    public const int BornOut = 30;

    /// <summary>The oldest pause after which backups have not gone on for as long as it lasted. A wrong clock stays wrong: for what cannot be taken back, a few days bear none out.</summary>
    /// <param name="count">How many backups there are.</param>
    /// <param name="at">When each was taken, the newest first.</param>
    /// <param name="isAcknowledged">Whether somebody has looked at the time of one of them.</param>
    /// <returns>The first backup after the pause; null when there is none, or somebody has looked.</returns>
    public static int? FindUnmatched(int count, Func<int, DateTimeOffset> at, Func<int, bool> isAcknowledged)
    {
        int? found = null;
        for (int i = 0; i + 1 < count && !isAcknowledged(i); i++)
        {
            TimeSpan gap = at(i) - at(i + 1);
            int after = i + 1;
            bool isBorneOut = at(0) - at(i) >= gap || (after >= BornOut && after > count - after);
            if (gap >= Long && !isBorneOut && IsPause(count, at, i))
                found = i;
        }

        return found;
    }

    /// <summary>Finds the newest after which backups have gone on for less than a week.</summary>
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
            if (IsPause(count, at, i))
                return i;
        }

        return null;
    }

    private static bool IsPause(int count, Func<int, DateTimeOffset> at, int first)
    {
        return Gap(first) >= Long && Usual(first + 1) is { } usual && Gap(first) > Unusual * usual;

        TimeSpan Gap(int i) => at(i) - at(i + 1);

        // The greatest gap between those before; null where there is none to measure by.
        TimeSpan? Usual(int from)
        {
            TimeSpan? greatest = null;
            for (int i = from; i + 1 < count && i < from + Most; i++)
                greatest = greatest > Gap(i) ? greatest : Gap(i);
            return greatest;
        }
    }
}
