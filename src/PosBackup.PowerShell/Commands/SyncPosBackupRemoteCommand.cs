using System.Globalization;
using PosBackup.PowerShell.Formats;
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
    private readonly PathList _paths = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly List<string> _targets = [];
    private string[]? _databases;
    private bool _areTargetsGiven;
    private bool _areListed;
    private bool _isTaken;

    /// <summary>Only media files with sets of these databases; wildcards are allowed. By default all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    /// <summary>Targets to ship to, by name, or as Get-PosBackupTarget gives them; wildcards are allowed. By default all that are defined.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>Only these media files, or those in these folders; wildcards are allowed. By default wherever the catalog expects them.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [AllowEmptyCollection]
    [ValidateNoneIsEmpty]
    [PathTransformation]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>What tells an object of the pipeline from a target: it names files of a set, a set, or a place too. One that has no files here is an error. Not to be typed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TargetPath", "SetGuid", "Place")]
    public object[]? MediaFiles { get; set; }

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

    /// <summary>Sets, files and plans name a target as well, where they lie or go already: only targets by themselves are where to ship to.</summary>
    private bool IsTarget => !_areTargetsGiven && IsNamed(Target) && MediaFiles is null && !NamesDatabase && !HasPath;

    /// <summary>Whether the object of the pipeline names a file and a target for it, as a line of a list does. Sets and copies say where they lie; a link says where it leads.</summary>
    private bool IsJob => !_areTargetsGiven && IsNamed(Target) && MediaFiles is null && HasPath && Path!.Length > 0 && !Array.Exists(Path, PathArguments.IsLink);

    /// <summary>Whether the object of the pipeline says whose backup it is.</summary>
    private bool NamesDatabase => !IsTyped(nameof(Database)) && IsNamed(Database);

    /// <summary>Whether the object of the pipeline has a path, and be it none.</summary>
    private bool HasPath => !IsTyped(nameof(Path)) && Path is not null;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseBlank(nameof(Database), Database);
        RefuseBlank(nameof(Target), Target);
        if (IsTyped(nameof(MediaFiles)))
            Refuse("-MediaFiles, -SetGuid, -Place and -TargetPath are not to be typed: objects of the pipeline say by them that they are no targets", "name files by -Path, or pipe the sets; -Target says where to", nameof(MediaFiles));

        _databases = Database;
        _areTargetsGiven = IsTyped(nameof(Target));
        if (_areTargetsGiven)
            _targets.AddRange(Target!);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (IsJob)
        {
            WriteError(ErrorRecords.Of("InvalidOption", $"{Piped()} says where its file is to go: to ship it to all targets is not what is meant", "give -Target, and pipe the files of that target alone, or group the objects by Target", Piped()));
            return;
        }

        if (IsTarget)
            _targets.AddRange(Target!.Except(_targets, StringComparer.OrdinalIgnoreCase));
        else if (MyInvocation.ExpectingInput && IsTyped(nameof(Path)))
            RefuseBoth();
        else if (MyInvocation.ExpectingInput && Path is not { Length: > 0 })
            TellOfNoFiles();

        TakePaths();
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (IsNothingAsked(_paths.Count + (_areTargetsGiven || IsTyped(nameof(Path)) ? 0 : _targets.Count), nameof(Path)))
        {
            WriteVerbose("no file was named: nothing is shipped");
            return;
        }

        var planned = new List<JsonValue>();
        JsonValue answer = Call("sync/plan", Body(_targets), About, planned.Add);
        foreach (JsonValue problem in answer["problems"].Items)
        {
            _unknown.Add(problem["path"].Text);
            WriteError(ErrorRecords.Of(problem));
        }

        (string Target, JsonObject[] Files)[] approved = [.. planned.Select(plan => (plan["target"].Text, Approve(plan))).Where(of => of.Item2.Length > 0)];
        if (approved.Length == 0)
            return;

        // What was not approved, or could not be planned, is told: the run is about the others.
        JsonObject body = Body([.. approved.Select(of => of.Target)]);
        body["approved"] = approved.SelectMany(of => of.Files);
        JsonValue report = Call("sync/run", body, About, record => Write(RecordMapper.Read<CopyResult>(record)));
        foreach (JsonValue target in report["targets"].Items)
            Tell(target["target"].Text, target);
    }

    /// <summary>What was typed is the same for each object of the pipeline, and is taken once.</summary>
    private void TakePaths()
    {
        if (Path is null || (_isTaken && IsTyped(nameof(Path))))
            return;

        _isTaken = true;
        _areListed |= AreListed(nameof(Path), Path);
        _paths.Add(PathArguments.Resolve(this, Path, WriteError));
    }

    private static JsonObject Approval(string target, JsonValue item) => new() { ["target"] = target, ["file"] = item["file"].Text };

    private static string Action(JsonValue item) => item["action"].Text switch
    {
        "append" => "Send what the file grew by",
        "replace" => "Send, in place of the copy there",
        "prove" => "Read the copy there back, and prove it",
        _ => "Send and prove",
    };

    /// <summary>What an error of the call as a whole is about.</summary>
    private object About => _targets.Count == 1 ? _targets[0] : _targets.Count > 1 ? _targets.ToArray() : (object?)Catalog ?? DefaultCatalog;

    /// <summary>Files would be named twice, and where to ship to by nobody: to the engine that is to all.</summary>
    private void RefuseBoth() => Refuse(
        $"{Piped()} is {(_areTargetsGiven ? "one too many: -Path says already what is shipped, and -Target where to" : "no target, and -Path says already which files are shipped")}",
        "give -Target, and files either by -Path or by the pipeline",
        nameof(Path));

    private void TellOfNoFiles()
    {
        const string Hint = "Save-PosBackup fetches it; what is here is shipped";
        if (!HasPath)
            WriteError(ErrorRecords.Of("InvalidOption", $"{Piped()} is {(_areTargetsGiven ? "no file here, and -Target says already where to" : "neither a file here nor a target to ship to")}", "pipe files or sets that are here, or targets as Get-PosBackupTarget gives them; -Database says whose files are shipped", Piped()));
        else if (_areTargetsGiven && MediaFiles is { Length: > 0 } there)
            WriteError(ErrorRecords.Of("BackupSetNotFound", $"{string.Join(", ", there)} lies at a target, not here", Hint, there[0]));
        else
            TellOfNoFiles(_areTargetsGiven ? null : Target?.FirstOrDefault(), Hint);
    }

    private string Piped()
    {
        IEnumerable<object> names = (NamesDatabase ? Database! : []).Concat(MediaFiles ?? []).Concat(_areTargetsGiven ? [] : Target ?? []);
        string said = string.Join(", ", names.Where(name => $"{name}".Length > 0));
        return said.Length > 0 ? $"what the pipeline brings ({said})" : "what the pipeline brings";
    }

    /// <summary>Asks about each file of a target; what cannot be planned is an error of that target.</summary>
    private JsonObject[] Approve(JsonValue plan)
    {
        string target = plan["target"].Text;
        if (!plan["error"].IsNull)
            WriteError(ErrorRecords.Of(EnumWord.Pascal(plan["error"]["code"].Text), $"{target}: {plan["error"]["message"].Text}", plan["error"]["hint"].AsText(), target));

        Notes(target, plan);
        WriteVerbose($"{target}: proven there already: {Files(plan["protected"])}");
        JsonObject[] approved = [.. plan["items"].Items.Where(item => ShouldProcess($"{item["file"].Text} ({item["bytes"].Text} bytes) at {target}", Action(item))).Select(item => Approval(target, item))];

        // A run tells it too, of the targets that it is about.
        if (approved.Length == 0)
            TellOfUnprotected(target, plan);

        return approved;
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

        TellOfUnprotected(target, result);
        Notes(target, result);
    }

    private void TellOfUnprotected(string target, JsonValue result)
    {
        if (result["unprotected"].Text is { Length: > 0 } and not "0")
            WriteError(ErrorRecords.Of("BackupSetNotFound", $"{target}: neither there nor here as backed up: {Files(result["unprotected"])} that the catalog expects", "see the warnings; restore the files from another copy, or let the catalog be rebuilt", target));
    }

    private static string Files(JsonValue count) => Readable.Counted(long.Parse(count.Text, CultureInfo.InvariantCulture), "media file");

    private void Notes(string target, JsonValue of)
    {
        foreach (JsonValue note in of["notes"].Items)
            Warn($"{target}: {note["message"].Text}", note["hint"].AsText());
    }

    private JsonObject Body(List<string> targets) => new()
    {
        ["targets"] = targets.Count > 0 ? targets : null,
        ["databases"] = _databases,
        ["from"] = _paths.Count > 0 ? _paths.Where(path => !_unknown.Contains(path)) : null,
        ["listed"] = _areListed && _paths.Count > 0 ? true : null,
        ["parallelism"] = Parallelism,
        ["rpoSeconds"] = Rpo,
        ["seed"] = Seed,
        ["acceptLoss"] = AcceptLoss,
        ["catalog"] = Catalog,
        ["targetsFile"] = PathArguments.Whole(this, TargetsPath),
        ["state"] = PathArguments.Whole(this, StateFolder),
    };
}
