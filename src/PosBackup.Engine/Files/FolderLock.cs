namespace PosBackup.Engine.Files;

/// <summary>
/// One run at a time per database and folder, one change at a time of a file: an open file that nobody else can open. The system lets go of it when the process ends,
/// however that comes about, so a lock is never stale.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string Extension = ".posbackup.lock";

    private readonly FileStream? _file;

    private FolderLock(FileStream? file) => _file = file;

    /// <summary>Whether this is a lock; false where the folder takes no file of ours and nothing can be locked.</summary>
    public bool IsHeld => _file is not null;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="PosBackupException">Busy: another run has it.</exception>
    public static FolderLock Take(string folder, string database) => TryTake(folder, FileNameText.Of(database))
        ?? throw new PosBackupException(
            ErrorCode.Busy, $"another run is backing up {database} to {folder}", "Wait until it is over.");

    /// <summary>Takes the lock of a file that is read, changed and written whole, with its folder when that is not there: of two who change it at once one would undo what the other did.</summary>
    /// <exception cref="PosBackupException">Busy: another process is changing it; FileAccess: the folder cannot be made.</exception>
    public static FolderLock TakeToChange(string path)
    {
        AtomicFile.MakeFolderOf(path);
        return TryTake(Path.GetDirectoryName(Path.GetFullPath(path))!, FileNameText.Of(Path.GetFileName(path)))
            ?? throw new PosBackupException(ErrorCode.Busy, $"another process is changing {path}", "Try again.");
    }

    /// <summary>Takes the lock of the database with that text of file names; null when another run has it.</summary>
    public static FolderLock? TryTake(string folder, string databaseText)
    {
        string path = PathOf(folder, databaseText);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FolderLock(file: null);
        }
    }

    /// <summary>Whether a name is that of a lock.</summary>
    public static bool IsLock(string name) => name.StartsWith('.') && name.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>Whether a run has the lock of the database with that text of file names; nothing is left there, and nothing taken from a run that begins meanwhile but for the blink of the look.</summary>
    public static bool IsTaken(string folder, string databaseText)
    {
        try
        {
            using var look = new FileStream(PathOf(folder, databaseText), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static string PathOf(string folder, string databaseText) => Path.Combine(folder, $".{databaseText}{Extension}");
}
