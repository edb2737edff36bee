using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Sources;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers.Staging;

namespace PosBackup.Cli.Verbs;

/// <summary>Targets that a drill takes backups from, with the folder that they are fetched to.</summary>
internal sealed class DrillSource : IAsyncDisposable
{
    private readonly StagingFolder _staging;
    private readonly TargetDrillSource _source;

    /// <param name="targets">Where from.</param>
    /// <param name="store">Store whose backups are meant; null: all stores.</param>
    /// <param name="staging">The folder for staging; null: staging, beside the catalog.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="registry">Reaches targets.</param>
    public DrillSource(IReadOnlyList<TargetDefinition> targets, string? store, string? staging, BackupCatalog catalog, TargetRegistry registry)
    {
        _staging = new StagingFolder(StagingPlace.ForDrills(staging, catalog));
        _source = new TargetDrillSource(registry, targets, store, _staging);
    }

    /// <summary>As the engine takes it.</summary>
    public IDrillSource Source => _source;

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _staging.Dispose();
    }
}
