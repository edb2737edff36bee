using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Says what a restore would do, statement by statement, or why the backups do not lead to the moment. Touches nothing.</summary>
[Cmdlet(VerbsCommon.Get, "PosRestorePlan", DefaultParameterSetName = ToTime)]
[OutputType(typeof(RestoreReport))]
public sealed class GetPosRestorePlanCommand : RestoreOptionsCommand
{
    /// <inheritdoc />
    protected override void ProcessRecord() => Write(RecordMapper.Read<RestoreReport>(Call("restore/plan", RestoreBody(), Database)));
}
