using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>What all steps of a run share.</summary>
internal sealed record RunContext
{
    public required Guid RunId { get; init; }

    public required BackupOptions Options { get; init; }

    public required InstanceFacts Instance { get; init; }

    public required FolderFacts Folder { get; init; }

    public required BackupCatalog? Catalog { get; init; }

    public required TimeProvider Clock { get; init; }

    public required IOperationObserver Observer { get; init; }

    public required IStepObserver Steps { get; init; }

    /// <summary>Whether this process sees the files.</summary>
    public bool Visible => Folder.Visible;
}
