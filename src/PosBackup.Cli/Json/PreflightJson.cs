using PosBackup.Engine.Backups;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>check --json</c>.</summary>
internal sealed record PreflightJson(
    bool Passed,
    string Instance,
    string Edition,
    string Version,
    string ServiceAccount,
    bool IsServiceAccountGuessed,
    string Folder,
    bool IsLocal,
    bool? FilesVisible,
    bool? CanCompress,
    long? FreeBytes,
    IReadOnlyList<PreflightCheckJson> Checks)
{
    public static PreflightJson Of(PreflightReport report) => new(
        report.Passed,
        report.Instance,
        report.Edition,
        report.Version.ToString(),
        report.ServiceAccount,
        report.IsServiceAccountGuessed,
        report.Folder,
        report.IsLocal,
        report.FilesVisible,
        report.CanCompress,
        report.FreeBytes,
        [.. report.Checks.Select(check => new PreflightCheckJson(EnumName.Of(check.Subject), EnumName.Of(check.Outcome), EnumName.Of(check.Code), check.Message, check.Hint))]);
}

/// <summary>One thing that the preflight looked at.</summary>
internal sealed record PreflightCheckJson(string Subject, string Outcome, string Code, string Message, string? Hint);
