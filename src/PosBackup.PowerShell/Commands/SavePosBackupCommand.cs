using PosBackup.PowerShell.Formats;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Fetches from targets the media files that a restore of one database to a moment needs, proves each, and restores nothing. One question for all of them: a part of them leads nowhere.
/// A file that is here already is not fetched again, and none is written over.
/// </summary>
[Cmdlet(VerbsData.Save, "PosBackup", DefaultParameterSetName = ToLatest, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FetchedFile))]
public sealed class SavePosBackupCommand : PosBackupCommand
{
    private const string ToLatest = "Latest";
    private const string ToTime = "Time";
    private const string ToSet = "Set";

    /// <summary>The database, by the name that it had when it was backed up.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    /// <summary>Folder for the files, which lie below it as at the target; it is made where it is missing.</summary>
    [Parameter(Mandatory = true)]
    [Alias("Folder")]
    [ValidateNotNullOrEmpty]
    public string To { get; set; } = "";

    /// <summary>Targets that the files are fetched from, wildcards are allowed: each file comes from the first that has it and works. By default where a set of the pipeline lies, else all that are defined.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>What a restore to the newest moment that can be had needs; so also when no moment is named.</summary>
    [Parameter(ParameterSetName = ToLatest)]
    public SwitchParameter Latest { get; set; }

    /// <summary>What a restore to this time needs, to the second or finer. Without an offset it is the wall clock of the instance that took the backups.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToTime)]
    [RestoreTimeTransformation]
    public RestoreTime? At { get; set; }

    /// <summary>What a restore to the end of this backup set needs, as Get-PosBackup names it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public Guid? SetGuid { get; set; }

    /// <summary>The store whose backups are meant, as the targets name it. By default that of a set of the pipeline, else this store.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Store { get; set; }

    /// <summary>Instance that took the backups, as they name it, where the targets hold those of several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string? SourceInstance { get; set; }

    /// <summary>Time zone of the instance that took the backups; asked for only where its clock was changed between two of them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>Files on their way at once, 1 to 16. By default 2.</summary>
    [Parameter]
    [Alias("ThrottleLimit")]
    public int? Parallelism { get; set; }

    /// <summary>File of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseBlank(nameof(Target), Target);
        RefuseBlank(nameof(Store), Store);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName is ToSet && HasNoSet(SetGuid, Database))
            return;

        JsonObject body = Body();
        var planned = new List<FetchedFile>();
        if (CallOfMany("fetch/plan", body, Database, record => planned.Add(RecordMapper.Read<FetchedFile>(record))) is not { } plan)
            return;

        if (!plan["gap"].IsNull)
        {
            Tell(plan);
            return;
        }

        foreach (FetchedFile file in planned)
            WriteVerbose($"{file.TargetPath} at {file.Target} ({file.Length} bytes) would go to {file.File}");

        if (ShouldProcess($"{Readable.Counted(planned.Count, "media file")} ({plan["bytes"].Text} bytes) of {Database} to {plan["folder"].Text}", "Fetch and prove"))
            Fetch(body);
    }

    private void Fetch(JsonObject body)
    {
        if (CallOfMany("fetch/run", body, Database, record => Write(RecordMapper.Read<FetchedFile>(record))) is { } report)
            Tell(report);
    }

    private void Write(FetchedFile file)
    {
        WriteObject(file);
        if (file.Outcome != SyncOutcome.Succeeded)
            WriteError(ErrorRecords.Of(file.Code, $"{file.File}: {file.Message}", file.Hint, file.File));
    }

    private void Tell(JsonValue report)
    {
        foreach (JsonValue note in report["notes"].Items)
            Warn(note["message"].Text, note["hint"].AsText());

        if (!report["gap"].IsNull)
        {
            ChainGap gap = RecordMapper.Read<ChainGap>(report["gap"]);
            string hint = gap.Before is null && gap.After is null
                ? "look at what there is with Get-PosBackup -Target: another name, another store, or another target"
                : "see the moments that can be had in the target object of this error";
            WriteError(ErrorRecords.Of("ChainBroken", $"{Database}: {gap.Message}", hint, gap));
        }
    }

    private JsonObject Body() => new()
    {
        ["database"] = Database,
        ["folder"] = PathArguments.Whole(this, To),
        ["targets"] = IsNamed(Target) ? Target : null,
        ["moment"] = ParameterSetName switch { ToTime => MomentBody.At(At!), ToSet => MomentBody.EndOf(SetGuid!.Value), _ => MomentBody.Latest },
        ["store"] = IsNamed(Store) ? Store : null,
        ["sourceInstance"] = SourceInstance,
        ["timeZone"] = TimeZone,
        ["parallelism"] = Parallelism,
        ["targetsFile"] = PathArguments.Whole(this, TargetsPath),
    };
}
