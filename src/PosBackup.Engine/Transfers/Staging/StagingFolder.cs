using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Transfers.Downloading;

namespace PosBackup.Engine.Transfers.Staging;

/// <summary>
/// A folder of ours for files from targets, while something is restored from them. One run at a time has it, from when it is taken: a plan takes none, and so makes none. Only what was
/// fetched is removed: a tail-log backup that was put beside it stays.
/// </summary>
/// <param name="path">The folder, which need not be there.</param>
public sealed class StagingFolder(string path) : IDisposable
{
    private const string LockName = "staging";

    private FolderLock? _lock;

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Takes it, made when missing, before the first file is put there; what is ours already stays so.</summary>
    /// <exception cref="PosBackupException">Busy: another run has it. FileAccess: it cannot be made.</exception>
    public void Take()
    {
        if (_lock is not null)
            return;

        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"the folder {Path}, where files from targets are put, cannot be made: {e.Message}", "Name another folder.", e);
        }

        _lock = FolderLock.TryTake(Path, LockName)
            ?? throw new PosBackupException(ErrorCode.Busy, $"another run is using {Path} for files from targets", "Wait until it is over, or name another folder.");
    }

    /// <summary>Removes all that lies in it: what a run left that was killed. For folders in which nothing is ever kept.</summary>
    public void Empty()
    {
        foreach (string folder in Directory.EnumerateDirectories(Path))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new PosBackupException(ErrorCode.FileAccess, $"{folder}, which a broken-off run left, cannot be removed: {e.Message}", "Remove it by hand, or name another folder.", e);
            }
        }
    }

    /// <summary>Removes what was fetched, whole or in part, with folders that are empty then; tells what could not be removed.</summary>
    public IReadOnlyList<RestoreNote> Remove(IEnumerable<FetchItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var notes = new List<RestoreNote>();
        foreach (FetchItem item in items)
        {
            foreach (string file in (string[])[item.File, ManifestStore.PathOf(item.File), DownloadRun.PartOf(item)])
                TryRemove(() => DeleteFile(file), file, notes);
            for (string folder = System.IO.Path.GetDirectoryName(item.File)!; folder.Length > Path.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = System.IO.Path.GetDirectoryName(folder)!)
            {
                string empty = folder;
                if (!TryRemove(() => Directory.Delete(empty), empty, notes))
                    break;
            }
        }

        return notes;
    }

    /// <summary>Lets go of the folder, if it was taken; an empty one goes.</summary>
    public void Dispose()
    {
        if (_lock is null)
            return;

        _lock.Dispose();
        try
        {
            if (!Directory.EnumerateFileSystemEntries(Path).Any())
                Directory.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder does no harm, and another run may just have taken it.
        }
    }

    private static void DeleteFile(string file)
    {
        if (File.Exists(file))
            File.Delete(file);
    }

    private static bool TryRemove(Action remove, string path, List<RestoreNote> notes)
    {
        try
        {
            remove();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notes.Add(new RestoreNote($"{path}, which was fetched for this run, cannot be removed: {e.Message}", "Remove it by hand."));
            return false;
        }
    }
}
