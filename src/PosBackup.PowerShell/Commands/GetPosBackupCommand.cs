using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Lists backup sets: those that the catalog expects, those in files and folders, or those at targets.</summary>
[Cmdlet(VerbsCommon.Get, "PosBackup", DefaultParameterSetName = InCatalog)]
[OutputType(typeof(ListedBackupSet))]
public sealed class GetPosBackupCommand : CatalogCommand
{
    private const string InCatalog = "Catalog";
    private const string InFiles = "Path";
    private const string AtTargets = "Target";

    private readonly List<string> _databases = [];
    private readonly PathList _paths = [];
    private string[] _lookedInto = [];
    private bool _areListed;

    /// <summary>Only sets of these databases; wildcards are allowed. By default all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = InCatalog)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = AtTargets)]
    [Alias("DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[] Database { get; set; } = [];

    /// <summary>Only sets of this instance, as it names itself. The instance is not asked.</summary>
    [Parameter(ParameterSetName = InCatalog)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string? SourceInstance { get; set; }

    /// <summary>Only sets of this kind.</summary>
    [Parameter(ParameterSetName = InCatalog)]
    [ValidateSet(nameof(BackupKind.Full), nameof(BackupKind.Differential), nameof(BackupKind.Log))]
    public BackupKind? Kind { get; set; }

    /// <summary>Only sets that finished then or later.</summary>
    [Parameter(ParameterSetName = InCatalog)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only sets of which a file is gone or has changed.</summary>
    [Parameter(ParameterSetName = InCatalog)]
    public SwitchParameter Missing { get; set; }

    /// <summary>Files, or folders with their subfolders, that are looked into; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = InFiles)]
    [Alias("FullName", "PSPath")]
    [AllowEmptyCollection]
    [ValidateNoneIsEmpty]
    [PathTransformation]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Targets that are asked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AtTargets)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>The store whose backups are meant, as the targets name it. By default every store there.</summary>
    [Parameter(ParameterSetName = AtTargets)]
    [ValidateNotNullOrEmpty]
    public string? Store { get; set; }

    /// <summary>With -Target: file of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName is InFiles && Path.Length == 0)
            TellOfNoFiles(target: null, hint: "");

        _areListed |= PathArguments.AreListed(this, Path);
        _databases.AddRange(Database.Except(_databases, StringComparer.Ordinal));
        _paths.Add(PathArguments.Resolve(this, Path, WriteError, WriteVerbose));
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (IsNothingAsked(_databases.Count + _paths.Count, ParameterSetName is InFiles ? nameof(Path) : nameof(Database)))
            return;

        _lookedInto = [.. _paths];
        JsonValue answer = Call("sets/list", Body(), About, record => Write(ListedBackupSet.Of(record)));
        foreach (JsonValue problem in answer["problems"].Items)
        {
            JsonValue error = problem["error"];
            string where = problem["path"].Text;
            WriteError(ErrorRecords.Of(EnumWord.Pascal(error["code"].Text), error["message"].Text, error["hint"].AsText(), where));
        }
    }

    /// <summary>What an error of the call as a whole is about.</summary>
    private object About => ParameterSetName switch
    {
        InFiles => _paths.Count == 1 ? _paths[0] : _lookedInto,
        AtTargets => Target!.Length == 1 ? Target[0] : Target,
        _ => Catalog ?? DefaultCatalog,
    };

    /// <summary>All that was looked into: what a set needs to be restored lies in other files than its own.</summary>
    private void Write(ListedBackupSet set)
    {
        if (set.Source == BackupSetSource.File)
            set.FoundIn = _lookedInto;

        WriteObject(set);
    }

    private JsonObject Body() => ParameterSetName switch
    {
        InFiles => new() { ["source"] = "files", ["paths"] = _paths, ["listed"] = _areListed ? true : null },
        AtTargets => new() { ["source"] = "targets", ["targets"] = Target, ["store"] = Store, ["databases"] = _databases, ["targetsFile"] = PathArguments.Whole(this, TargetsPath) },
        _ => new()
        {
            ["source"] = "catalog",
            ["databases"] = _databases,
            ["instance"] = SourceInstance,
            ["kind"] = Kind,
            ["since"] = Since,
            ["missing"] = Missing ? true : null,
            ["catalog"] = Catalog,
        },
    };
}
