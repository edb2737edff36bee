using PosBackup.Engine.Media;

namespace PosBackup.Cli.Json;

/// <summary>A finding of inspect or verify.</summary>
internal sealed record FindingJson(string Severity, string Code, int? Position, long? Offset, string Message)
{
    public static FindingJson Of(Finding finding) =>
        new(EnumName.Of(finding.Severity), EnumName.Of(finding.Code), finding.Position, finding.Offset, finding.Message);
}
