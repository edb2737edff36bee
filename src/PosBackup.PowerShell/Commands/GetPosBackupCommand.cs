using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Lists backup sets: those that the catalog expects, those in files and folders, or those at targets. What is typed says where, and the pipeline which databases; else each object says
/// where by itself: by its files, or its target, or in the catalog by its database. It has no parameter sets, as objects have more than one of these, and the binder would choose.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PosBackup")]
[OutputType(typeof(ListedBackupSet))]
public sealed class GetPosBackupCommand : CatalogCommand
{
    private readonly PathList _paths = [];
    private readonly List<string> _databasesInFiles = [];
    private readonly TargetDatabases _targets = new();
    private readonly List<string> _databasesInCatalog = [];
    private string[] _lookedInto = [];
    private bool _areListed;
    private bool _isTaken;
    private bool _isCatalogAsked;

    /// <summary>Only sets of these databases; wildcards are allowed. By default all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[] Database { get; set; } = [];

    /// <summary>Only sets of this instance, as it names itself. The instance is not asked.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string? SourceInstance { get; set; }

    /// <summary>Only sets of this kind.</summary>
    [Parameter]
    [ValidateSet(nameof(BackupKind.Full), nameof(BackupKind.Differential), nameof(BackupKind.Log))]
    public BackupKind? Kind { get; set; }

    /// <summary>Only sets that finished then or later.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Of the catalog: only sets of which a file is gone, has changed, or has a link in its place.</summary>
    [Parameter]
    public SwitchParameter Missing { get; set; }

    /// <summary>Files, or folders with their subfolders, that are looked into instead of the catalog; wildcards are allowed.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [AllowEmptyCollection]
    [ValidateNoneIsEmpty]
    [PathTransformation]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Targets that are asked instead of the catalog, by name, or as Get-PosBackupTarget gives them; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>What tells an object of the pipeline from a target: it is one file, or one media set, there, which is not looked up by itself. It is an error. Not to be typed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Place")]
    public string? TargetPath { get; set; }

    /// <summary>With -Target: the store whose backups are meant, as the targets name it. By default that of a set of the pipeline, else every store there.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Store { get; set; }

    /// <summary>With -Target: file of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    private bool IsPlaceTyped => IsTyped(nameof(Path)) || IsTyped(nameof(Target));

    private string? TypedStore => IsTyped(nameof(Store)) ? Store : null;

    /// <summary>Whether the object of the pipeline is a set, and no target as such: of a set its store is meant too.</summary>
    private bool IsSet => NamesDatabase || (Path is not null && !IsTyped(nameof(Path)));

    /// <summary>Whether the object of the pipeline says which databases are meant.</summary>
    private bool NamesDatabase => !IsTyped(nameof(Database)) && Database.Length > 0;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseBlank(nameof(Target), Target);
        RefuseBlank(nameof(Store), Store);
        if (IsTyped(nameof(TargetPath)))
            Refuse("-TargetPath and -Place are not to be typed: objects of the pipeline say by them that they are no targets", "name a target by -Target, and a database by -Database", TargetPath);
        if (IsTyped(nameof(Path)) && IsTyped(nameof(Target)))
            Refuse("-Path and -Target exclude each other: sets are in files here, or at targets", "leave one of them out, and ask for the others in a second call", Target);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput && IsPlaceTyped && !NamesDatabase)
            TellOfNothing(IsTyped(nameof(Database)) ? "nothing that is not typed already" : "no database, and where to look is typed", "leave out what is typed, or pipe objects with a property Database");
        else if (Path is { Length: > 0 } && !IsTyped(nameof(Target)))
            TakePaths(Path);
        else if (IsNamed(TargetPath) && !NamesDatabase)
            TellOfNothing($"a part of what lies at {string.Join(", ", Target ?? [TargetPath!])}, and no set ({TargetPath})", "pipe the sets, as Get-PosBackup gives them, or the target");
        else if (IsNamed(Target))
            TakeTargets(Target!);
        else if (Path is not null)
            TellOfNoFiles(target: null, hint: "");
        else if (NamesDatabase || !MyInvocation.ExpectingInput)
            TakeCatalog();
        else
            TellOfNothing("neither files, nor a target, nor a database", "pipe what Get-ChildItem, Get-PosBackupTarget or Backup-PosDatabase give");
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        _lookedInto = [.. _paths];
        if (_lookedInto.Length > 0)
            List("files", _databasesInFiles, new() { ["paths"] = _lookedInto, ["listed"] = _areListed ? true : null, ["store"] = TypedStore }, _lookedInto.Length == 1 ? _lookedInto[0] : _lookedInto);
        foreach ((string[] targets, string? store, IReadOnlyList<string> databases) in _targets.Together())
            List("targets", databases, new() { ["targets"] = targets, ["store"] = store, ["targetsFile"] = PathArguments.Whole(this, TargetsPath) }, targets.Length == 1 ? targets[0] : targets);
        if (_isCatalogAsked)
            List("catalog", _databasesInCatalog, new() { ["catalog"] = Catalog, ["store"] = TypedStore }, Catalog ?? DefaultCatalog);
    }

    /// <summary>An object that has files is meant by these, whatever its database; what was typed is the same for each object.</summary>
    private void TakePaths(string[] paths)
    {
        if (IsPlaceTyped || IsTyped(nameof(Database)))
            _databasesInFiles.AddRange(Database.Except(_databasesInFiles, StringComparer.Ordinal));
        if (_isTaken && IsPlaceTyped)
            return;

        _isTaken = true;
        _areListed |= AreListed(nameof(Path), paths);
        _paths.Add(PathArguments.Resolve(this, paths, WriteError, WriteVerbose));
    }

    private void TakeTargets(string[] targets)
    {
        foreach (string target in targets)
            _targets.Add(target, IsTyped(nameof(Store)) || IsSet ? Store : null, Database);
    }

    private void TakeCatalog()
    {
        _isCatalogAsked = true;
        _databasesInCatalog.AddRange(Database.Except(_databasesInCatalog, StringComparer.Ordinal));
    }

    private void TellOfNothing(string what, string hint) => WriteError(ErrorRecords.Of("InvalidOption", $"what the pipeline brings names {what}", hint, (IsTyped(nameof(Path)) ? null : Path) ?? (IsTyped(nameof(Target)) ? null : Target) ?? Database));

    /// <param name="source">Where sets are listed.</param>
    /// <param name="databases">Databases that are meant there; none is all.</param>
    /// <param name="place">What says where, in the words of the protocol.</param>
    /// <param name="about">What an error of the call as a whole is about.</param>
    private void List(string source, IReadOnlyList<string> databases, JsonObject place, object about)
    {
        var restrictions = new JsonObject
        {
            ["source"] = source,
            ["databases"] = databases.Count > 0 ? databases : null,
            ["instance"] = SourceInstance,
            ["kind"] = Kind,
            ["since"] = Since,
            ["missing"] = Missing ? true : null,
        };
        if (CallOfMany("sets/list", restrictions.With(place), about, record => Write(ListedBackupSet.Of(record))) is not { } answer)
            return;

        foreach (JsonValue problem in answer["problems"].Items)
            WriteError(ErrorRecords.Of(problem));
    }

    /// <summary>All that was looked into: what a set needs to be restored lies in other files than its own.</summary>
    private void Write(ListedBackupSet set)
    {
        if (set.Source == BackupSetSource.File)
            set.FoundIn = _lookedInto;

        WriteObject(set);
    }
}
