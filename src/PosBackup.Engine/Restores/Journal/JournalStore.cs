using PosBackup.Engine.Files;

namespace PosBackup.Engine.Restores.Journal;

/// <summary>Keeps journals of restores, one file for each instance and target, each written with write-flush-rename.</summary>
internal sealed class JournalStore(string folder)
{
    public string Folder => folder;

    /// <summary>The journal; null when no restore of that target is under way.</summary>
    /// <exception cref="PosBackupException">FileAccess: it is there and cannot be read.</exception>
    public Task<RestoreJournal?> ReadAsync(string instance, string target, CancellationToken cancellationToken) =>
        FileOf(instance, target).ReadAsync(journal => journal.Schema <= RestoreJournal.CurrentSchema, cancellationToken);

    /// <exception cref="PosBackupException">FileAccess: it cannot be written.</exception>
    public Task WriteAsync(RestoreJournal journal, CancellationToken cancellationToken)
    {
        CreateFolder();
        return FileOf(journal.Instance, journal.Target).WriteAsync(journal, cancellationToken);
    }

    /// <summary>The restore is over.</summary>
    public void Remove(RestoreJournal journal) => FileOf(journal.Instance, journal.Target).Remove();

    /// <summary>One restore at a time into a database of that name.</summary>
    /// <exception cref="PosBackupException">Busy: another one is under way. FileAccess: the folder cannot be made.</exception>
    public FolderLock Lock(string instance, string target)
    {
        CreateFolder();
        return FolderLock.TryTake(folder, Name(instance, target)) ?? throw Busy(instance, target);
    }

    /// <summary>Looks whether nobody restores into a database of that name, and changes nothing.</summary>
    /// <exception cref="PosBackupException">Busy: a restore is under way.</exception>
    public void RequireFree(string instance, string target)
    {
        if (FolderLock.IsTaken(folder, Name(instance, target)))
            throw Busy(instance, target);
    }

    private static PosBackupException Busy(string instance, string target) => new(ErrorCode.Busy, $"another run is restoring into {target} on {instance}", "Wait until it is over.");

    /// <summary>One text for all spellings of a name: most instances do not tell letter case, nor spaces at the end.</summary>
    private static string Name(string instance, string target) => $"{FileNameText.Of(instance.ToUpperInvariant())}_{FileNameText.Of(target.TrimEnd(' ').ToUpperInvariant())}";

    private JournalFile<RestoreJournal> FileOf(string instance, string target) => new(
        Path.Combine(folder, $"{Name(instance, target)}.restore.json"), "the journal of a restore", "Delete it if no restore of that database is under way.");

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"the folder {folder}, where restores under way are remembered, cannot be made: {e.Message}", "Name another folder for them.", e);
        }
    }
}
