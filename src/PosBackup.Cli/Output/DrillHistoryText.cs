using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Output;

/// <summary>The history of drills for a person: a row a drill, with a bar for the time to a usable database.</summary>
internal static class DrillHistoryText
{
    private const int LongestBar = 20;

    public static IEnumerable<string> Lines(IReadOnlyList<RecordedDrill> drills)
    {
        double longest = drills.Max(drill => drill.RtoSeconds) ?? 0;
        foreach (string line in TextTable.Lines([["began", "instance", "database", "outcome", "level", "moment", "usable after", "promised", "", "reason"], .. drills.Select(drill => Row(drill, longest))]))
            yield return line;

        yield return string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(drills.Count, "drill")}, {drills.Count(drill => drill.Outcome == DrillOutcome.Passed)} passed");
    }

    private static string[] Row(RecordedDrill drill, double longest) =>
    [
        drill.StartedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
        drill.Instance,
        drill.Database,
        EnumName.Of(drill.Outcome),
        EnumName.Of(drill.Level),
        drill.Moment?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) ?? "",
        Duration(drill.RtoSeconds),
        Duration(drill.RtoTargetSeconds) + (drill.RtoSeconds > drill.RtoTargetSeconds ? " missed" : ""),
        drill.RtoSeconds is { } seconds && longest > 0 ? new string('#', Math.Max(1, (int)Math.Round(LongestBar * seconds / longest))) : "",
        drill.Message ?? "",
    ];

    private static string Duration(double? seconds) => seconds is { } value ? Quantity.Duration(TimeSpan.FromSeconds(value)) : "";
}
