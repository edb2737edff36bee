using PosBackup.Cli.Json;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Output;

/// <summary>What a backup would do, for a person.</summary>
internal static class BackupPlanText
{
    public static IEnumerable<string> Describe(BackupPlanReport report)
    {
        foreach (PlannedBackup planned in report.Backups)
        {
            yield return $"{Verdict(planned)}: {planned.Database}, {Summary(planned)}";
            foreach (string reason in BackupText.Reasons(planned.RequestedKind, planned.Promotions, planned.RollOver))
                yield return "  " + reason;
            foreach (PlannedBackupFile file in planned.Files)
                yield return $"  {Way(planned)} {file.Path}";
            foreach (BackupNote note in planned.Notes)
                yield return "  " + BackupText.Describe(note);
        }
    }

    private static string Verdict(PlannedBackup planned) => planned.Outcome switch
    {
        RunOutcome.Succeeded => "would be taken",
        RunOutcome.Skipped => "would be skipped",
        _ => "would fail",
    };

    private static string Summary(PlannedBackup planned)
    {
        string kind = EnumName.Of(planned.PlannedKind ?? planned.RequestedKind);
        if (planned.Outcome != RunOutcome.Succeeded)
            return $"{kind}: {EnumName.Of(planned.Code)}";

        string size = planned.EstimatedBytes is { } bytes ? $"{(planned.IsCeiling ? "at most" : "about")} {Quantity.Size(bytes)}" : "of unknown size";
        return $"{kind}{(planned.Compressed == true ? " compressed" : "")}{(planned.Encrypted ? " encrypted" : "")}, {size}";
    }

    private static string Way(PlannedBackup planned) => planned switch
    {
        { Appended: true } => "behind the sets in",
        { Replaces: true } => "in the place of",
        _ => "to the new file",
    };
}
