using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Backs up databases. The plan asks one question for each database; what is approved is backed up in one run, and has one result each, always: a refusal is a result and an error.
/// </summary>
[Cmdlet(VerbsData.Backup, "PosDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupResult))]
public sealed class BackupPosDatabaseCommand : BackupOptionsCommand
{
    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (AsksForNothing)
            return;

        JsonObject body = BackupBody();
        var planned = new List<JsonValue>();
        string instance = Call("backup/plan", body, ServerInstance, planned.Add)["instance"].Text;
        string[] approved = [.. planned.Where(plan => ShouldProcess($"database {plan["database"].Text} of {instance}", Action(plan))).Select(plan => plan["database"].Text)];
        if (approved.Length == 0)
            return;

        body["approved"] = approved;
        JsonValue report = Call("backup/run", body, ServerInstance, record => Write(record, instance));
        foreach (JsonValue healed in report["healed"].Items)
            WriteVerbose(healed.Text);
    }

    private static string Action(JsonValue plan)
    {
        string asked = plan["requestedKind"].Text;
        string kind = plan["plannedKind"].AsText() ?? asked;
        string promoted = string.Equals(kind, asked, StringComparison.Ordinal) ? "" : $", as a {asked} would have no base";
        string files = string.Join(", ", plan["files"].Items.Select(file => file["file"].Text));
        string to = files.Length > 0 ? $" to {files}" : "";
        string refused = plan["message"].Text is { Length: > 0 } message ? $"; it would be refused now: {message}" : "";
        return $"Back up ({kind}{promoted}){to}{refused}";
    }

    private void Write(JsonValue record, string instance)
    {
        BackupResult result = RecordMapper.Read<BackupResult>(record);
        result.Instance = instance;
        WriteObject(result);
        foreach (Note note in result.Notes)
            Warn($"{result.Database}: {note.Message}", note.Hint);

        if (result.Outcome == RunOutcome.Skipped)
            Warn($"{result.Database} is skipped: {result.Message}", result.Hint);
        else if (result.Outcome == RunOutcome.Failed)
            WriteError(ErrorRecords.Of(result.Code, $"{result.Database}: {result.Message}", result.Hint, result.Database));
    }
}
