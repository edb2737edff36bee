using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>A cmdlet that brings backups back on an instance: here is where they come from.</summary>
public abstract class BackupSourceCommand : InstanceCommand
{
    /// <summary>Files or folders that hold the backups, as this machine and the instance both see them. By default what the catalog and the history of the instance name.</summary>
    [Parameter]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Targets that the files are fetched from: each file comes from the first that has it and works.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>With -Target: the store whose backups are meant, as the targets name it. By default this store.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Store { get; set; }

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

    /// <summary>Instance and sources for the engine.</summary>
    private protected JsonObject SourceBody() => new()
    {
        ["instance"] = InstanceBody(),
        ["from"] = Path is null ? null : PathArguments.Resolve(this, Path, ThrowTerminatingError),
        ["fromTargets"] = Target,
        ["store"] = Store,
        ["staging"] = PathArguments.Whole(this, Staging),
        ["timeZone"] = TimeZone,
        ["stallTimeoutSeconds"] = StallTimeout,
        ["catalog"] = Catalog,
        ["targetsFile"] = PathArguments.Whole(this, TargetsPath),
    };
}
