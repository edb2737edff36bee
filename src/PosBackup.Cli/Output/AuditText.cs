using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Cli.Output;

/// <summary>The log of what was removed, for a person.</summary>
internal static class AuditText
{
    public static string[] Header { get; } = ["line", "written", "what", "where", "database", "size", "by", "file", "why"];

    public static IEnumerable<string> Lines(AuditVerification found)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{found.Path}: {(!found.IsIntact ? "broken" : found.Explained.Count > 0 ? "intact, but for what was explained" : "intact")}, {CountText.Of(found.Lines, "line as it was", "lines as they were")} written");
        foreach (AuditExplanation one in found.Explained)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"line {one.Line} begins the chain anew, by {one.Actor.Account} on {one.Actor.Machine}, {one.At.ToLocalTime():yyyy-MM-dd HH:mm:ss}: {one.Reason}");
            foreach (AuditProblem problem in one.Problems)
                yield return $"  explained by it: {Of(problem)}";
        }

        yield return $"head: {Of(found.Head)}";
    }

    /// <summary>What does not fit, and where.</summary>
    public static string Of(AuditProblem problem) => string.Create(CultureInfo.InvariantCulture, $"line {problem.Line}: {problem.Message}");

    /// <summary>The end of the chain: whoever keeps it elsewhere can tell later whether anything before it was changed.</summary>
    public static string Of(AuditHead head) => string.Create(CultureInfo.InvariantCulture, $"{head.Sequence} {head.Hash}");

    public static string[] Row(AuditRecord record) =>
    [
        record.Sequence.ToString(CultureInfo.InvariantCulture),
        record.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        EnumName.Of(record.Entry.Kind),
        record.Entry.Place?.ToString() ?? "",
        string.Join(", ", record.Entry.Sets.Select(set => set.Database).Distinct(StringComparer.Ordinal)),
        record.Entry.Files.Count > 0 ? Quantity.Size(record.Entry.Bytes) : "",
        $"{record.Entry.Actor.Account} on {record.Entry.Actor.Machine}",
        string.Join(", ", record.Entry.Files.Select(file => file.Path)),
        record.Entry.Reason,
    ];
}
