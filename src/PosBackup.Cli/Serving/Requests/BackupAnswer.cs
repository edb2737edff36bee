using PosBackup.Cli.Json;
using PosBackup.Engine.Backups;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>The result of <c>backup/run</c>: the document of <c>backup --json</c> without the results, which are records.</summary>
internal sealed record BackupAnswer(Guid RunId, string Instance, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, bool Cancelled, IReadOnlyList<string> Healed, PreflightJson? Preflight)
{
    public static BackupAnswer Of(BackupReport report) => new(
        report.RunId, report.Instance, report.StartedAt, report.FinishedAt, report.Cancelled, report.Healed, report.Preflight is { } preflight ? PreflightJson.Of(preflight) : null);
}

/// <summary>The result of <c>backup/plan</c>.</summary>
/// <param name="Instance">Name that the instance gives itself.</param>
/// <param name="Folder">Where backups go; null when the instance could not be reached.</param>
internal sealed record BackupPlanAnswer(string Instance, string? Folder);
