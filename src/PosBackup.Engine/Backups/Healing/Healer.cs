using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Healing;

/// <summary>
/// Puts right what a run that was cut off left in the folder, before this run plans on it. Only files of ours are touched, only under the
/// lock of their database, and none while a backup of it runs.
/// <code>
/// found                                              done
/// probe of an hour ago                               deleted
/// X.….partial, whole                                 verified, takes X's place
/// X.….partial, not whole                             deleted
/// media without a manifest, whole                    verified, gets its manifest, the catalog is told
/// media without a manifest, its only set unfinished  deleted
/// media longer than its manifest, tail whole         verified, gets its manifest anew
/// media longer than its manifest, tail unfinished    cut back to what the manifest describes, when that is proven
/// manifest that the catalog does not know            the catalog is told
/// </code>
/// </summary>
internal sealed class Healer(RunContext run, SqlSession session)
{
    private readonly List<string> _healed = [];

    /// <summary>Heals; one sentence for each thing done.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<SelectedDatabase> selected, CancellationToken cancellationToken)
    {
        string folder = run.Folder.Folder;
        if (!Directory.Exists(folder))
            return [];

        await RemoveProbesAsync(folder, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<string, SuspectFile> database in SuspectFiles.In(folder, selected, run.Options.MediaFile, LastRun()).GroupBy(file => file.DatabaseText, StringComparer.Ordinal))
            await HealDatabaseAsync(folder, database.Key, [.. database], cancellationToken).ConfigureAwait(false);

        return _healed;
    }

    /// <summary>What was written after the newest run that the catalog knows may be unknown to it; null without a catalog.</summary>
    private DateTimeOffset? LastRun()
    {
        try
        {
            return run.Catalog?.Runs(1) switch
            {
                null => null,
                [var newest, ..] => newest.FinishedAt,
                _ => DateTimeOffset.MinValue,
            };
        }
        catch (PosBackupException)
        {
            // A catalog that cannot be used is told of by every result.
            return null;
        }
    }

    private async Task HealDatabaseAsync(string folder, string databaseText, IReadOnlyList<SuspectFile> files, CancellationToken cancellationToken)
    {
        using FolderLock? gate = FolderLock.TryTake(folder, databaseText);
        if (gate is not { IsHeld: true } || await IsBackingUpAsync(databaseText, cancellationToken).ConfigureAwait(false))
            return;

        var media = new MediaHealer(run, session);
        foreach (SuspectFile file in files)
        {
            string? done = file.Final is { } final
                ? await media.FinishSwapAsync(file.Path, final, cancellationToken).ConfigureAwait(false)
                : await media.HealAsync(file.Path, cancellationToken).ConfigureAwait(false);
            if (done is not null)
                _healed.Add(done);
        }
    }

    /// <summary>A connection that died takes its BACKUP along, but not in the same moment.</summary>
    private async Task<bool> IsBackingUpAsync(string databaseText, CancellationToken cancellationToken) =>
        FileNameText.NameOf(databaseText) is { } name && await RunningBackupsQuery.AnyAsync(session, name, cancellationToken).ConfigureAwait(false);

    private async Task RemoveProbesAsync(string folder, CancellationToken cancellationToken)
    {
        DateTime abandoned = run.Clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1);
        foreach (string probe in Directory.EnumerateFiles(folder, $"{WriteProbe.Prefix}*.bak"))
        {
            if (File.GetLastWriteTimeUtc(probe) < abandoned && await Leftovers.RemoveAsync(session, probe, cancellationToken).ConfigureAwait(false))
                _healed.Add($"the probe {probe} of a run that was cut off was deleted");
        }
    }
}
