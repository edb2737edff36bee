using System.Globalization;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>A value of a policy that is out of its range.</summary>
/// <param name="Property">Which.</param>
/// <param name="Value">The value, as people write it.</param>
/// <param name="Must">What it must be.</param>
internal sealed record PolicyMistake(PolicyProperty Property, string Value, string Must);

/// <summary>Ranges of <see cref="RetentionPolicy"/>, whoever made it. Years have 365 days.</summary>
internal static class RetentionPolicyRules
{
    private const int MostPoints = 10_000;
    private const int MostYears = 1000;
    private const int MostChains = 1000;
    private const int MostCopies = 10;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>All that is out of range.</summary>
    public static IReadOnlyList<PolicyMistake> Of(RetentionPolicy policy) =>
    [
        .. Span(PolicyProperty.Window, policy.Window, Hour, 10 * Year),
        .. Number(PolicyProperty.KeepLast, policy.KeepLast, 0, MostPoints),
        .. Number(PolicyProperty.Daily, policy.Daily, 0, MostPoints),
        .. Number(PolicyProperty.Weekly, policy.Weekly, 0, MostPoints),
        .. Number(PolicyProperty.Monthly, policy.Monthly, 0, MostPoints),
        .. Number(PolicyProperty.Yearly, policy.Yearly, 0, MostYears),
        .. Number(PolicyProperty.MinimumChains, policy.MinimumChains, 1, MostChains),
        .. Span(PolicyProperty.MaximumAge, policy.MaximumAge, Day, 100 * Year),
        .. Span(PolicyProperty.DroppedGrace, policy.DroppedGrace, Day, 10 * Year),
        .. Number(PolicyProperty.Copies, policy.Copies, 0, MostCopies),
        .. Span(PolicyProperty.CopiesProvenWithin, policy.CopiesProvenWithin, Hour, Year),
        .. Choice(PolicyProperty.CopyOnly, policy.CopyOnly),
        .. Choice(PolicyProperty.Foreign, policy.Foreign),
        .. Share(PolicyProperty.MaximumDelete, policy.MaximumDelete),
    ];

    /// <summary>All of it in one error.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.InvalidOption"/>.</exception>
    public static void Check(RetentionPolicy policy)
    {
        IReadOnlyList<PolicyMistake> mistakes = Of(policy);
        if (mistakes.Count > 0)
            throw new PosBackupException(ErrorCode.InvalidOption, string.Join("; ", mistakes.Select(Told)), "correct it on the command line or in the file of retention, wherever it comes from");
    }

    private static string Told(PolicyMistake mistake) => $"{mistake.Property.Name} ({mistake.Property.Option}) is {mistake.Value}: it must be {mistake.Must}";

    private static IEnumerable<PolicyMistake> Number(PolicyProperty property, int? value, int least, int most)
    {
        if (value < least || value > most)
            yield return new PolicyMistake(property, string.Create(CultureInfo.InvariantCulture, $"{value}"), string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));
    }

    /// <summary>In whole minutes, so that every span can be written into a file and read again.</summary>
    private static IEnumerable<PolicyMistake> Span(PolicyProperty property, TimeSpan? value, TimeSpan least, TimeSpan most)
    {
        if (value is { } span && (span < least || span > most || span.Ticks % TimeSpan.TicksPerMinute != 0))
            yield return new PolicyMistake(property, SpanText.Of(span), $"{SpanText.Of(least)} to {SpanText.Of(most)}, in whole minutes");
    }

    private static IEnumerable<PolicyMistake> Choice(PolicyProperty property, SetTreatment value)
    {
        if (!Enum.IsDefined(value))
            yield return new PolicyMistake(property, value.ToString(), $"{SetTreatment.AsOthers} or {SetTreatment.Keep}");
    }

    private static IEnumerable<PolicyMistake> Share(PolicyProperty property, double value)
    {
        if (!PercentText.IsShare(value))
            yield return new PolicyMistake(property, string.Create(CultureInfo.InvariantCulture, $"{value}"), PercentText.Range);
    }
}
