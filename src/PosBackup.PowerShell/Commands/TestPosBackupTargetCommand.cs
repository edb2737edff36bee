using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Tries targets by a small file that is written, read back and removed, and finds out what they can do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PosBackupTarget")]
[OutputType(typeof(TargetProbe))]
public sealed class TestPosBackupTargetCommand : TargetNamesCommand
{
    /// <summary>For a test, none is no success.</summary>
    private protected override void TellOfNoMatch(string message, string pattern) =>
        WriteError(ErrorRecords.Of("TargetNotFound", message, "Get-PosBackupTarget lists those that are defined; * and ? are wildcards", pattern));

    private protected override JsonValue Ask(JsonObject body) => Call("targets/test", body, TargetsPath, record => Write(RecordMapper.Read<TargetProbe>(record)));

    private void Write(TargetProbe probe)
    {
        WriteObject(probe);
        if (probe.Passed)
            return;

        ProbeStep? failed = probe.Steps.FirstOrDefault(step => step.Outcome == CheckOutcome.Failed);
        WriteError(ErrorRecords.Of(ErrorRecords.CodeOfTargetFailure(failed?.Failure), $"{probe.Target}: {failed?.Message ?? "the probe failed"}", failed?.Hint, probe.Target));
    }
}
