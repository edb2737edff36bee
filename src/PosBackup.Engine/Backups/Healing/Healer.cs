using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Healing;

/// <summary>
/// Puts right what a run that was cut off left in the folder, before this run plans on it. Only files of the requested databases are
/// touched, only under the lock of their database, and none while a backup of it runs. Nothing is ever deleted: what looks unfinished to
/// us may be the last copy of something, or a copy that somebody is making.
/// <code>
/// found                                                        done
/// X.….partial of a run that is over, whole, newer than X       verified, takes X's place
/// X.….partial of a run that is over, not whole                 set aside
/// media that nobody knows, whole                               verified, gets its manifest, the catalog is told
/// media that nobody knows, not whole, of a run that is over    set aside
/// media longer than its manifest, tail whole                   verified, gets its manifest anew
/// media longer than its manifest, tail unfinished and unknown  tail set aside, cut back to what the manifest describes, when that is proven
/// media that manifest or catalog know, and not as it was       told as damaged; left alone
/// manifest that the catalog does not know                      the catalog is told
/// anything else, a probe of an hour ago too                    told; left alone
/// </code>
/// A run is over when its <see cref="WriteIntent"/> names the file and this process holds the lock. Set aside is renamed to
/// <c>….unfinished</c>.
/// </summary>
internal sealed class Healer(RunContext run, SqlSession session)
{
    private readonly List<string> _done = [];
    private readonly Dictionary<string, IReadOnlyList<BackupNote>> _notes = new(StringComparer.Ordinal);

    /// <summary>Heals. Whatever goes wrong with a file is a note: no backup waits for it.</summary>
    public async Task<HealingReport> RunAsync(IReadOnlyList<SelectedDatabase> selected, CancellationToken cancellationToken)
    {
        string folder = run.Folder.Folder;
        if (!Directory.Exists(folder))
            return HealingReport.Nothing;

        foreach (IGrouping<string, SuspectFile> database in SuspectFiles.In(folder, selected, run.Options.MediaFile, LastRun()).GroupBy(file => file.Database, StringComparer.Ordinal))
            await HealDatabaseAsync(folder, database.Key, [.. database], cancellationToken).ConfigureAwait(false);

        if (Probes(folder) is [_, ..] probes && selected.FirstOrDefault(one => one.Database is not null) is { } first)
            _notes[first.Name] = [.. _notes.GetValueOrDefault(first.Name, []), .. probes];

        return new HealingReport(_done, _notes);
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

    private async Task HealDatabaseAsync(string folder, string database, IReadOnlyList<SuspectFile> files, CancellationToken cancellationToken)
    {
        using FolderLock? gate = FolderLock.TryTake(folder, FileNameText.Of(database));

        // A connection that died takes its BACKUP along, but not in the same moment.
        if (gate is not { IsHeld: true } || await RunningBackupsQuery.AnyAsync(session, database, cancellationToken).ConfigureAwait(false))
            return;

        WriteIntent intent = WriteIntent.Of(folder, database);
        IReadOnlySet<string> intended = intent.Read();
        var media = new MediaHealer(run, database, intended);
        var notes = new List<BackupNote>();
        foreach (SuspectFile file in files)
        {
            HealingOutcome outcome = await HealFileAsync(media, file, cancellationToken).ConfigureAwait(false);
            if (outcome.Done is { } done)
                _done.Add(done);

            if (outcome.Note is { } note)
                notes.Add(note);
        }

        intent.Remove(intended.Where(file => !File.Exists(file) || File.Exists(ManifestStore.PathOf(file))));
        if (notes.Count > 0)
            _notes.Add(database, notes);
    }

    private static async Task<HealingOutcome> HealFileAsync(MediaHealer media, SuspectFile file, CancellationToken cancellationToken)
    {
        try
        {
            return file.Final is { } final
                ? await media.FinishSwapAsync(file.Path, final, cancellationToken).ConfigureAwait(false)
                : await media.HealAsync(file.Path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PosBackupException or IOException or UnauthorizedAccessException)
        {
            return HealingOutcome.LeftAlone(file.Path, $"could not be looked at: {e.Message}");
        }
    }

    private IReadOnlyList<BackupNote> Probes(string folder)
    {
        DateTime abandoned = run.Clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1);
        return
        [
            .. Directory.EnumerateFiles(folder, $"{WriteProbe.Prefix}*.bak")
                .Where(file => WriteProbe.IsName(Path.GetFileName(file)) && File.GetLastWriteTimeUtc(file) < abandoned)
                .Select(file => new BackupNote(ErrorCode.None, $"the probe {file} of a run that was cut off is still there", "Delete it by hand: nobody needs it.")),
        ];
    }
}
