using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// A cmdlet that brings backups back on an instance: here is where they come from. What is typed counts; else a set of the pipeline is read where Get-PosBackup saw it, at its target
/// or in the files that were looked into, and never elsewhere: a proof of it would be one of something else.
/// </summary>
public abstract class BackupSourceCommand : InstanceCommand
{
    private (IReadOnlyList<string> Paths, bool AreListed)? _typedPaths;
    private (string[] Named, IReadOnlyList<string> Whole)? _found;

    /// <summary>Files or folders that hold the backups, as this machine and the instance both see them. By default what the catalog and the history of the instance name.</summary>
    [Parameter]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    [PathTransformation]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Targets that the files are fetched from, wildcards are allowed: each file comes from the first that has it and works. By default where a set of the pipeline lies.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>With -Target: the store whose backups are meant, as the targets name it. By default that of a set of the pipeline, else this store.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Store { get; set; }

    /// <summary>Files or folders that were looked into when a set of the pipeline was found: they are read, unless -Path or -Target is given. Not to be typed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? FoundIn { get; set; }

    /// <summary>With -Target: folder that the files are fetched to, as this machine and the instance both see it. By default staging, beside the catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Staging { get; set; }

    /// <summary>Time zone of the instance that took the backups; asked for only where its clock was changed between two of them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>File of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    private string? TypedStore => IsTyped(nameof(Store)) ? Store : null;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseBlank(nameof(Target), Target);
        RefuseBlank(nameof(Store), Store);
    }

    /// <summary>Where what was typed, or what the pipeline brings now, is read.</summary>
    /// <param name="database">What an error is about.</param>
    /// <returns>The place; null where the object names none that can be, which is told as an error of that object.</returns>
    private protected BackupPlace? PlaceOf(string database)
    {
        try
        {
            return IsTyped(nameof(Path)) || IsTyped(nameof(Target)) ? Typed()
                : IsNamed(Target) ? BackupPlace.At(Target!, Store)
                : IsNamed(FoundIn) ? Found(FoundIn!)
                : new BackupPlace([], areListed: false, [], TypedStore);
        }
        catch (PosBackupException e)
        {
            WriteError(ErrorRecords.Of(e, database));
            return null;
        }
    }

    /// <summary>Instance and sources for the engine.</summary>
    private protected JsonObject SourceBody(BackupPlace place) => new()
    {
        ["instance"] = InstanceBody(),
        ["from"] = place.Paths.Count == 0 ? null : place.Paths,
        ["listed"] = place is { AreListed: true, Paths.Count: > 0 } ? true : null,
        ["fromTargets"] = place.Targets.Count == 0 ? null : place.Targets,
        ["store"] = place.Store,
        ["staging"] = PathArguments.Whole(this, Staging),
        ["timeZone"] = TimeZone,
        ["stallTimeoutSeconds"] = StallTimeout,
        ["catalog"] = Catalog,
        ["targetsFile"] = PathArguments.Whole(this, TargetsPath),
    };

    /// <summary>The store is still that of each object, unless it is typed too.</summary>
    private BackupPlace Typed()
    {
        _typedPaths ??= Path is null ? ([], false) : (PathArguments.Resolve(this, Path, ThrowTerminatingError), AreListed(nameof(Path), Path));
        (IReadOnlyList<string> paths, bool areListed) = _typedPaths.Value;
        return IsTyped(nameof(Target)) ? new(paths, areListed, Target ?? [], Store) : new(paths, areListed, [], TypedStore);
    }

    /// <summary>Sets of one listing come with one list, which may be very long; out of another process each has its own, which says the same.</summary>
    private BackupPlace Found(string[] foundIn)
    {
        if (_found is not { } last || !(ReferenceEquals(last.Named, foundIn) || last.Named.SequenceEqual(foundIn, StringComparer.Ordinal)))
            _found = last = (foundIn, PathArguments.Literal(this, foundIn));

        return BackupPlace.In(last.Whole, TypedStore);
    }
}
