using PosBackup.PowerShell.Formats;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Restores a database to a moment. What PowerShell calls impact belongs to a cmdlet as a whole; here it belongs to the plan: a restore beside what is there is of medium impact,
/// and one that overwrites a database is of high impact. So the attribute says Medium, and ShouldProcess answers -WhatIf, -Confirm and lower preferences; an overwriting restore
/// that ShouldProcess let pass unasked is asked about by ShouldContinue under just the conditions of an impact of High: -Confirm is not given, and $ConfirmPreference is High.
/// So -Confirm:$false, a preference of None, and -Force take the question away.
/// </summary>
[Cmdlet(VerbsData.Restore, "PosDatabase", DefaultParameterSetName = ToTime, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RestoreReport))]
public sealed class RestorePosDatabaseCommand : RestoreOptionsCommand
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>With -Replace: overwrites without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (LacksSet() || PlaceOf(Database) is not { } place)
            return;

        JsonObject body = RestoreBody(place);
        if (CallOfMany("restore/plan", body, Database) is not { } plan)
            return;

        RestoreReport report = RecordMapper.Read<RestoreReport>(plan);
        if (report.Outcome != RestoreOutcome.Succeeded)
        {
            Write(report);
            return;
        }

        bool replaces = report.Plan?.Replaces ?? Replace;
        string target = $"database {report.RestoredAs} on {report.Instance}";
        if (!ShouldProcess(target, Action(report, replaces) + (place.Targets.Count > 0 ? ", from files that are fetched first" : "")) || (replaces && !MayReplace(target)))
            return;

        body["approvedReplace"] = replaces;
        if (CallOfMany("restore/run", body, Database) is { } done)
            Write(RecordMapper.Read<RestoreReport>(done));
    }

    private static string Action(RestoreReport report, bool replaces)
    {
        string act = replaces ? "Overwrite it by a restore" : "Restore";
        string when = report.Plan?.Reached is { } reached ? FormattableString.Invariant($" as of {reached:yyyy-MM-dd HH:mm:ss zzz}") : "";
        return report.Plan is { } plan ? $"{act}{when}, {Readable.Counted(plan.Steps.Count, "step")}" : act;
    }

    private bool MayReplace(string target)
    {
        if (Force || !new Consent(this).IsOnlyHighAsked)
            return true;

        try
        {
            // By default no: whoever presses Enter has not read it.
            return ShouldContinue($"The {target} is overwritten, with all that was done in it since. Go on?", "Overwrite a database", hasSecurityImpact: true, ref _yesToAll, ref _noToAll);
        }
        catch (Exception e) when (Consent.SaysThatNobodyIsThere(e))
        {
            WriteError(ErrorRecords.Of(new PosBackupException("DatabaseExists", $"{target} would be overwritten, and nobody can be asked here whether it may be", "give -Force if it may, or -NewName to restore beside it", e), NewName ?? Database));
            return false;
        }
    }
}
