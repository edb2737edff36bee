namespace PosBackup.Engine.Retention.Planning;

/// <summary>How far back a policy reaches by the calendar, whatever backups there are.</summary>
internal static class PolicySpan
{
    private const int DaysOfWeek = 7;

    /// <summary>The moment before which the window and the periods of a policy promise nothing, counted back from now.</summary>
    public static DateTimeOffset Since(RetentionPolicy policy, DateTimeOffset now)
    {
        DateTimeOffset since = SetTime.Before(now, policy.Window ?? TimeSpan.Zero);
        foreach (DateTimeOffset one in (ReadOnlySpan<DateTimeOffset>)[now.AddDays(-policy.Daily), now.AddDays(-policy.Weekly * DaysOfWeek), now.AddMonths(-policy.Monthly), now.AddYears(-policy.Yearly)])
            since = one < since ? one : since;
        return since;
    }
}
