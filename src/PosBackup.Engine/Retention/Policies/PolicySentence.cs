using System.Globalization;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>A policy as one sentence, without subject and full stop: what it keeps, then what may go, then by which clock. Days on which too much was refused are known by it: where its words change, they are counted anew.</summary>
internal static class PolicySentence
{
    public static string Of(RetentionPolicy policy, bool isHere) => string.Join("; ",
    [
        $"keeps {string.Join(", and ", Kept(policy))}",
        .. policy.MaximumAge is { } age ? (string[])[$"what is older than {Words(age)} goes, whatever points ask for"] : [],
        .. isHere ? (string[])[Copies(policy)] : [],
        .. Treated(policy),
        Grace(policy.DroppedGrace),
        policy.MaximumDelete >= 1 ? "all may go at once" : $"at most {PercentText.Of(policy.MaximumDelete)} of the chains go at once, and more only after it was refused on six days",
        $"days begin by the clock of {policy.Zone.Id}",
    ]);

    /// <summary>What is kept: the last of it alone has an "and" before it.</summary>
    private static string[] Kept(RetentionPolicy policy)
    {
        string[] kept =
        [
            .. policy.Window is { } window ? (string[])[$"any minute of the last {Words(window)}"] : [],
            .. policy.KeepLast > 0 ? (string[])[policy.KeepLast == 1 ? "the newest full or differential" : Text($"the newest {policy.KeepLast} fulls and differentials")] : [],
            .. Points(policy) is { Length: > 0 } points ? (string[])[$"one recovery point for each of {points}"] : [],
        ];
        string chains = $"at least {CountText.Of(policy.MinimumChains, "chain")}";
        return kept.Length == 0 ? [chains] : [string.Join(", ", kept), chains];
    }

    private static string Points(RetentionPolicy policy)
    {
        string[] periods =
        [
            .. new[] { (Number: policy.Daily, Unit: "day"), (Number: policy.Weekly, Unit: "week"), (Number: policy.Monthly, Unit: "month"), (Number: policy.Yearly, Unit: "year") }
                .Where(period => period.Number > 0)
                .Select(period => CountText.Of(period.Number, period.Unit)),
        ];
        return periods.Length < 2 ? string.Concat(periods) : $"{string.Join(", ", periods[..^1])} and {periods[^1]}";
    }

    private static string Copies(RetentionPolicy policy)
    {
        if (policy.Copies == 0)
            return "a file here goes also without a copy elsewhere";

        string condition = policy.Copies is null ? "where targets are defined, " : "";
        return $"{condition}a file here goes only with {CountText.Of(policy.Copies ?? 1, "proven copy", "proven copies")} elsewhere, proven within {Words(policy.CopiesProvenWithin)}";
    }

    private static IEnumerable<string> Treated(RetentionPolicy policy)
    {
        if (policy.CopyOnly == SetTreatment.Keep)
            yield return "copy-only sets stay";
        yield return policy.Foreign == SetTreatment.Keep ? "sets of other tools stay" : "sets of other tools go as all others do";
    }

    private static string Grace(TimeSpan grace) => $"a database without a new backup for {Words(grace)} keeps its newest chains, and its points go by the calendar";

    private static string Words(TimeSpan span) => span switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => CountText.Of((long)span.TotalDays, "day"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => CountText.Of((long)span.TotalHours, "hour"),
        _ => CountText.Of((long)span.TotalMinutes, "minute"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
