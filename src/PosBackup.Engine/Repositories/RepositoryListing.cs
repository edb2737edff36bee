using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Steps;

namespace PosBackup.Engine.Repositories;

/// <summary>Lists what lies on targets, by their own listings and manifests. Nothing is fetched but manifests, and nothing is changed.</summary>
/// <param name="targets">Makes targets of their definitions.</param>
public sealed class RepositoryListing(ITargetOpener targets)
{
    /// <summary>Looks at a target.</summary>
    /// <param name="definition">The target.</param>
    /// <param name="store">Only what this store has there; null: all stores.</param>
    /// <param name="databases">Names or patterns of databases, as they were called when they were backed up; none: all.</param>
    /// <param name="observer">What the operator sees.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="TargetException">The target cannot be reached or listed.</exception>
    public async Task<ListedRepository> LookAsync(TargetDefinition definition, string? store, IReadOnlyList<string> databases, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(observer);
        var operation = new Operation("look at", definition.Name);
        observer.Started(operation);
        IBackupTarget target = targets.Open(definition);
        try
        {
            TargetDescription description = await target.DescribeAsync(cancellationToken).ConfigureAwait(false);
            RepositoryContents contents = await new Repository(target).LookAsync(new RepositoryFilter { Store = store, Databases = databases }, cancellationToken).ConfigureAwait(false);
            return new ListedRepository(
                definition.Name,
                description.Medium,
                [.. contents.Media.Where(media => media.Manifest is not null).Select(media => new ListedCopy(media.Path.Value, media.Store, media.Length, media.Manifest!))],
                contents.Problems)
            {
                IsWhole = contents.IsWhole,
            };
        }
        finally
        {
            await TargetClosing.CloseAsync(target, observer).ConfigureAwait(false);
            observer.Finished(operation);
        }
    }
}

/// <summary>What lies on a target.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Medium">Which of its media it is; null where there is only one.</param>
/// <param name="Copies">The media files that a manifest describes, by path.</param>
/// <param name="Problems">What is of no use, and why: a backup may be in it.</param>
public sealed record ListedRepository(string Target, string? Medium, IReadOnlyList<ListedCopy> Copies, IReadOnlyList<SyncNote> Problems)
{
    /// <summary>Whether these are all that lie there: where no manifest that can be used tells what is in a file, any set may be.</summary>
    public bool IsWhole { get; init; } = true;
}

/// <summary>A media file on a target.</summary>
/// <param name="Path">Where it lies there.</param>
/// <param name="Store">Name of the store that it belongs to.</param>
/// <param name="Length">Bytes, as listed.</param>
/// <param name="Manifest">What it is.</param>
public sealed record ListedCopy(string Path, string Store, long Length, Manifest Manifest);
