using PosBackup.Engine.Files;

namespace PosBackup.Engine.Drills.Journal;

/// <summary>
/// Keeps journals of drills beside those of restores, one file for each scratch database, each written with write-flush-rename. Who drills
/// holds the lock of it, which the system lets go of when the process ends.
/// </summary>
internal sealed class DrillJournalStore(string folder)
{
    private const string Extension = ".drill.json";

    /// <exception cref="PosBackupException">FileAccess: it cannot be written.</exception>
    public Task WriteAsync(DrillJournal journal, CancellationToken cancellationToken) =>
        FileAt(PathOf(journal.Instance, journal.ScratchDatabase)).WriteAsync(journal, cancellationToken);

    /// <summary>The scratch database is gone.</summary>
    public void Remove(DrillJournal journal) => FileAt(PathOf(journal.Instance, journal.ScratchDatabase)).Remove();

    /// <summary>The drill's lock, before its journal is written.</summary>
    /// <exception cref="PosBackupException">FileAccess: the folder cannot be made, or takes no file of ours. Busy: another drill has it.</exception>
    public FolderLock Lock(string instance, string scratch)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoFolder(e.Message, e);
        }

        FolderLock gate = FolderLock.TryTake(folder, LockName(instance, scratch)) ?? throw new PosBackupException(ErrorCode.Busy, $"another drill has {scratch} on {instance}", "Drill again.");
        return gate.IsHeld ? gate : throw NoFolder("it takes no file of this account", cause: null);
    }

    /// <summary>The same of a drill that may be dead; null when it lives, or when nobody can tell.</summary>
    public FolderLock? TryLock(DrillJournal journal) => FolderLock.TryTake(folder, LockName(journal.Instance, journal.ScratchDatabase)) is { IsHeld: true } gate ? gate : null;

    /// <summary>Paths of all journals.</summary>
    public IReadOnlyList<string> Paths() => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal)] : [];

    /// <summary>Reads a journal; null when it is gone meanwhile.</summary>
    /// <exception cref="PosBackupException">FileAccess: it is there and says nothing that this version can go by.</exception>
    public async Task<DrillJournal?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        JournalFile<DrillJournal> file = FileAt(path);
        DrillJournal? journal = await file.ReadAsync(one => one.Schema <= DrillJournal.CurrentSchema, cancellationToken).ConfigureAwait(false);
        return journal is null || string.Equals(Path.GetFileName(PathOf(journal.Instance, journal.ScratchDatabase)), Path.GetFileName(path), StringComparison.Ordinal)
            ? journal
            : throw file.Unreadable($"it tells of {journal.ScratchDatabase} on {journal.Instance}, for which it has the wrong name", cause: null);
    }

    private static JournalFile<DrillJournal> FileAt(string path) => new(path, "the journal of a drill", "Drop the scratch database that its name tells of by hand if there is one, then delete it.");

    private PosBackupException NoFolder(string why, Exception? cause) =>
        new(ErrorCode.FileAccess, $"the folder {folder}, where scratch databases are remembered, cannot be used: {why}", "Name another folder for them.", cause);

    private static string Name(string instance, string scratch) => $"{FileNameText.Of(instance)}_{FileNameText.Of(scratch)}";

    private static string LockName(string instance, string scratch) => $"{Name(instance, scratch)}.drill";

    private string PathOf(string instance, string scratch) => Path.Combine(folder, Name(instance, scratch) + Extension);
}
