using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Ships media files to targets and proves them there. Files come from the catalog, or from the pipeline and -Path, and are shipped in one run. A file that is proven there
/// already has no result. A pipeline that brings no file ships none.
/// </summary>
[Cmdlet(VerbsData.Sync, "PosBackupRemote", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CopyResult))]
public sealed class SyncPosBackupRemoteCommand : CatalogCommand
{
    private readonly List<string> _paths = [];
    private readonly List<string> _targets = [];
    private bool _areTargetsGiven;

    /// <summary>Only media files with sets of these databases; wildcards are allowed. By default all.</summary>
    [Parameter(Position = 0)]
    [Alias("DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    /// <summary>Targets to ship to, by name, or as Get-PosBackupTarget gives them. By default all that are defined.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>Only these media files, or those in these folders; wildcards are allowed. By default wherever the catalog expects them.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [AllowEmptyCollection]
    [ValidateNoneIsEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files on their way at once, for each target, 1 to 16. By default 2.</summary>
    [Parameter]
    [Alias("ThrottleLimit")]
    public int? Parallelism { get; set; }

    /// <summary>How old a log may be before it is off-site: where the line is too slow for that, logs overtake fulls. By default the oldest goes first.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? Rpo { get; set; }

    /// <summary>Decides which random blocks are read back, to prove the same again. By default it is drawn, and told in the record of the copy.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>Ships anew also to a target on which not one of three or more proven copies is left, and forgets proven copies whose folders show no backup that was there with them; without it such a target fails, and such copies stay recorded, as it is probably a share that is not mounted.</summary>
    [Parameter]
    public SwitchParameter AcceptLoss { get; set; }

    /// <summary>File of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    /// <summary>Folder that remembers uploads under way. By default beside the catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StateFolder { get; set; }

    /// <summary>Files of the pipeline may name a target as well, where they lie already: only targets by themselves are where to ship to.</summary>
    private bool IsTarget => Target?.Length == 1 && Path.Length == 1 && string.Equals(Target[0], Path[0], StringComparison.Ordinal);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        _areTargetsGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Target));
        if (!_areTargetsGiven)
            return;

        if (Target is not { Length: > 0 } || Array.Exists(Target, string.IsNullOrEmpty))
            ThrowTerminatingError(ErrorRecords.Of(new PosBackupException("InvalidOption", "-Target names no target: it is null or empty", "leave it out for all that are defined, or name one"), nameof(Target)));

        _targets.AddRange(Target!);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!_areTargetsGiven && IsTarget)
        {
            _targets.AddRange(Target!.Except(_targets, StringComparer.OrdinalIgnoreCase));
            return;
        }

        if (Path.Length == 0 && MyInvocation.ExpectingInput)
            TellOfNoFiles(_areTargetsGiven ? null : Target?.FirstOrDefault(), "Save-PosBackup fetches it; what is here is shipped");

        _paths.AddRange(PathArguments.Resolve(this, Path, WriteError).Except(_paths, StringComparer.Ordinal));
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (IsNothingAsked(_paths.Count + (_areTargetsGiven ? 0 : _targets.Count), nameof(Path)))
        {
            WriteVerbose("no file was named: nothing is shipped");
            return;
        }

        JsonObject body = Body();
        var planned = new List<JsonValue>();
        Call("sync/plan", body, _targets, planned.Add);
        JsonObject[] approved = [.. planned.SelectMany(Approve)];
        if (approved.Length == 0)
            return;

        body["approved"] = approved;
        JsonValue report = Call("sync/run", body, _targets, record => Write(RecordMapper.Read<CopyResult>(record)));
        foreach (JsonValue target in report["targets"].Items)
            Tell(target["target"].Text, target);
    }

    private static JsonObject Approval(string target, JsonValue item) => new() { ["target"] = target, ["file"] = item["file"].Text };

    private static string Action(JsonValue item) => item["action"].Text switch
    {
        "append" => "Send what the file grew by",
        "replace" => "Send, in place of the copy there",
        "prove" => "Read the copy there back, and prove it",
        _ => "Send and prove",
    };

    /// <summary>Asks about each file of a target; what cannot be planned is an error of that target.</summary>
    private List<JsonObject> Approve(JsonValue plan)
    {
        string target = plan["target"].Text;
        if (!plan["error"].IsNull)
            WriteError(ErrorRecords.Of(EnumWord.Pascal(plan["error"]["code"].Text), $"{target}: {plan["error"]["message"].Text}", plan["error"]["hint"].AsText(), target));

        Notes(target, plan);
        WriteVerbose($"{target}: {plan["protected"].Text} files are proven there already");
        return [.. plan["items"].Items.Where(item => ShouldProcess($"{item["file"].Text} ({item["bytes"].Text} bytes) at {target}", Action(item))).Select(item => Approval(target, item))];
    }

    private void Write(CopyResult copy)
    {
        WriteObject(copy);
        if (copy.Outcome != SyncOutcome.Succeeded)
            WriteError(ErrorRecords.Of(copy.Code, $"{copy.File} at {copy.Target}: {copy.Message}", copy.Hint, copy.File));
    }

    private void Tell(string target, JsonValue result)
    {
        if (result["message"].AsText() is { Length: > 0 } message)
            WriteError(ErrorRecords.Of(EnumWord.Pascal(result["code"].Text), $"{target}: {message}", result["hint"].AsText(), target));

        if (result["unprotected"].Text is { Length: > 0 } and not "0")
            WriteError(ErrorRecords.Of("BackupSetNotFound", $"{target}: {result["unprotected"].Text} media files that the catalog expects are neither there nor here as they were backed up", "see the warnings; restore the files from another copy, or let the catalog be rebuilt", target));

        Notes(target, result);
    }

    private void Notes(string target, JsonValue of)
    {
        foreach (JsonValue note in of["notes"].Items)
            Warn($"{target}: {note["message"].Text}", note["hint"].AsText());
    }

    private JsonObject Body() => new()
    {
        ["targets"] = _targets.Count > 0 ? _targets : null,
        ["databases"] = Database,
        ["from"] = _paths.Count > 0 ? _paths : null,
        ["parallelism"] = Parallelism,
        ["rpoSeconds"] = Rpo,
        ["seed"] = Seed,
        ["acceptLoss"] = AcceptLoss,
        ["catalog"] = Catalog,
        ["targetsFile"] = PathArguments.Whole(this, TargetsPath),
        ["state"] = PathArguments.Whole(this, StateFolder),
    };
}
