using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// A cmdlet about a restore. The parameter set is the moment to bring back; there is no default, as who restores must have thought of when.
/// </summary>
public abstract class RestoreOptionsCommand : BackupSourceCommand
{
    /// <summary>To a time.</summary>
    private protected const string ToTime = "Time";

    /// <summary>To the newest moment.</summary>
    private protected const string ToLatest = "Latest";

    /// <summary>To the end of a set.</summary>
    private protected const string ToSet = "Set";

    /// <summary>To a place in the log.</summary>
    private protected const string ToLsn = "Lsn";

    /// <summary>To a marked transaction.</summary>
    private protected const string ToMark = "Mark";

    /// <summary>The database, by the name that it had when it was backed up.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    /// <summary>Name of the restored database, to look at it beside the present one. By default the old name.</summary>
    [Parameter]
    [Alias("As")]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>The newest moment that can be had.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToLatest)]
    public SwitchParameter Latest { get; set; }

    /// <summary>
    /// A time to the second or finer. Without an offset it is the wall clock of the instance that took the backups; with one, or from Get-Date, it is that very moment.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ToTime)]
    [RestoreTimeTransformation]
    public RestoreTime? At { get; set; }

    /// <summary>The end of this backup set, as Get-PosBackup names it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public Guid? SetGuid { get; set; }

    /// <summary>This place in the log: decimal as in the headers of a backup, or hexadecimal as 0000001f:00000120:0001.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToLsn)]
    [ValidateNotNullOrEmpty]
    public string? Lsn { get; set; }

    /// <summary>A marked transaction (BEGIN TRANSACTION … WITH MARK).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToMark)]
    [ValidateNotNullOrEmpty]
    public string? Mark { get; set; }

    /// <summary>Of marks of one name, the first at this time of the instance's clock or later. By default the first.</summary>
    [Parameter(ParameterSetName = ToMark)]
    [RestoreTimeTransformation]
    public RestoreTime? After { get; set; }

    /// <summary>Stops before what is at that place: without the record there, without the marked transaction.</summary>
    [Parameter(ParameterSetName = ToLsn)]
    [Parameter(ParameterSetName = ToMark)]
    public SwitchParameter Before { get; set; }

    /// <summary>Instance that took the backups, as they name it, where the sources hold those of several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string? SourceInstance { get; set; }

    /// <summary>Overwrites the database that has the name now.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>With -Replace: what becomes of its work that no backup holds yet. By default such a database is not overwritten.</summary>
    [Parameter]
    public TailLogChoice? TailLog { get; set; }

    /// <summary>With -TailLog Take: where that backup goes, as the instance sees it. By default beside the newest set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TailLogFolder { get; set; }

    /// <summary>Folder for data files, as the instance sees it. By default where a replaced database has them, else the instance's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataFolder { get; set; }

    /// <summary>Folder for log files, as the instance sees it. By default where a replaced database has them, else the instance's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogFolder { get; set; }

    /// <summary>How the database is left. By default Recover.</summary>
    [Parameter]
    public RestoreFinish? Finish { get; set; }

    /// <summary>With -Finish Standby: the undo file, as the instance sees it. By default beside the log file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StandbyFile { get; set; }

    /// <summary>Folder that remembers restores under way. By default beside the catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StateFolder { get; set; }

    /// <summary>Whether the set is missing whose end was asked for.</summary>
    private protected bool LacksSet() => ParameterSetName is ToSet && HasNoSet(SetGuid, Database);

    /// <summary>The options for the engine.</summary>
    private protected JsonObject RestoreBody(BackupPlace place) => SourceBody(place).With(new()
    {
        ["database"] = Database,
        ["as"] = NewName,
        ["moment"] = Moment(),
        ["sourceInstance"] = SourceInstance,
        ["replace"] = Replace,
        ["tailLog"] = TailLog,
        ["tailLogFolder"] = PathArguments.AsInstanceSees(this, TailLogFolder),
        ["dataFolder"] = PathArguments.AsInstanceSees(this, DataFolder),
        ["logFolder"] = PathArguments.AsInstanceSees(this, LogFolder),
        ["finish"] = Finish,
        ["standbyFile"] = PathArguments.AsInstanceSees(this, StandbyFile),
        ["state"] = PathArguments.Whole(this, StateFolder),
    });

    /// <summary>The report, whatever it says; what did not succeed is an error as well.</summary>
    private protected void Write(RestoreReport report)
    {
        WriteObject(report);
        foreach (Note note in report.Notes)
            Warn(note.Message, note.Hint);

        if (report.Outcome != RestoreOutcome.Succeeded)
            WriteError(ErrorRecords.Of(report.Code, report.Message, report.Hint, (object?)report.Gap ?? report.RestoredAs));
    }

    private JsonObject Moment() => ParameterSetName switch
    {
        ToTime => MomentBody.At(At!),
        ToSet => MomentBody.EndOf(SetGuid!.Value),
        ToLsn => MomentBody.AtLsn(Lsn!, Before),
        ToMark => MomentBody.AtMark(Mark!, After, Before),
        _ => MomentBody.Latest,
    };
}
