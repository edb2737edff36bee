using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Says what a restore would do, statement by statement, or why the backups do not lead to the moment. Touches nothing.</summary>
[Cmdlet(VerbsCommon.Get, "PosRestorePlan", DefaultParameterSetName = ToTime)]
[OutputType(typeof(RestoreReport))]
public sealed class GetPosRestorePlanCommand : RestoreOptionsCommand
{
    /// <summary>Shows the steps, where a report shows what became of them; the views are in the format file.</summary>
    private static readonly string ViewOfPlans = $"{typeof(RestoreReport).FullName}#Plan";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (LacksSet() || PlaceOf(Database) is not { } place || CallOfMany("restore/plan", RestoreBody(place), Database) is not { } plan)
            return;

        RestoreReport report = RecordMapper.Read<RestoreReport>(plan);
        PSObject.AsPSObject(report).TypeNames.Insert(0, ViewOfPlans);
        Write(report);
    }
}
