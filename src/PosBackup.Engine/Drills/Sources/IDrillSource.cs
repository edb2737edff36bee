using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills.Sources;

/// <summary>
/// Where a drill has its backups from when they are not at hand: looked at for all databases first, then asked for the files of one moment of one database, which
/// are given back before the next.
/// </summary>
public interface IDrillSource
{
    /// <summary>What holds databases: one for each store, so that two stores with one name of an instance stay two.</summary>
    /// <param name="databases">Patterns of names; others may be left out.</param>
    /// <param name="instance">Instance that took the backups; null for any.</param>
    /// <param name="observer">What the operator sees.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="PosBackupException">Nothing could be looked at.</exception>
    Task<IReadOnlyList<DrillStock>> LookAsync(IReadOnlyList<string> databases, string? instance, IOperationObserver observer, CancellationToken cancellationToken);

    /// <summary>Brings here what a restore to a moment needs, and nothing else.</summary>
    /// <param name="stock">Whose backups; one that <see cref="LookAsync"/> gave.</param>
    /// <param name="moment">The moment.</param>
    /// <param name="chain">Database, instance and clock.</param>
    /// <param name="observer">What the operator sees.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="PosBackupException">A file cannot be had.</exception>
    Task<StagedSets> StageAsync(DrillStock stock, RestoreMoment moment, ChainOptions chain, IOperationObserver observer, CancellationToken cancellationToken);

    /// <summary>Removes what was brought here; tells what could not be removed. Never cancelled: the disk is not ours to fill.</summary>
    IReadOnlyList<RestoreNote> Release();
}

/// <summary>The databases of one store.</summary>
/// <param name="Store">Name of the store; null where stores are not told apart.</param>
/// <param name="Places">Where they are, for the evidence.</param>
/// <param name="Families">The databases, the one with the newest set first.</param>
/// <param name="Problems">What could not be looked at: a backup may be in it.</param>
public sealed record DrillStock(string? Store, IReadOnlyList<string> Places, IReadOnlyList<SetFamily> Families, IReadOnlyList<RestoreNote> Problems);

/// <summary>What was brought here for one moment.</summary>
/// <param name="Files">The media files.</param>
/// <param name="Gap">Why the moment cannot be reached; null when it can.</param>
/// <param name="Notes">What to know besides.</param>
public sealed record StagedSets(IReadOnlyList<string> Files, ChainGap? Gap, IReadOnlyList<RestoreNote> Notes);
