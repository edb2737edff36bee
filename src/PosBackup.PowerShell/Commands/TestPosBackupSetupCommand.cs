using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Looks, by a real small backup that is removed again, whether backups can succeed here.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PosBackupSetup")]
[OutputType(typeof(PreflightReport))]
public sealed class TestPosBackupSetupCommand : BackupOptionsCommand
{
    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (AsksForNothing)
            return;

        PreflightReport report = RecordMapper.Read<PreflightReport>(Call("preflight/run", BackupBody(), ServerInstance));
        WriteObject(report);
        foreach (PreflightCheck check in report.Checks.Where(check => check.Outcome == CheckOutcome.Failed))
            WriteError(ErrorRecords.Of(check.Code, check.Message, check.Hint, check.Code is not "DatabaseNotFound" ? report.Instance : Databases.Count == 1 ? Databases[0] : Databases));
    }
}
