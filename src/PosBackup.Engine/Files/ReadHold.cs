namespace PosBackup.Engine.Files;

/// <summary>
/// Keeps files of this machine from being removed by ours while somebody else reads them: a server restores from them. An open file that others may read and write, and not delete; where
/// the system lets open files be deleted, it is a shared lock that whoever deletes asks for (<see cref="IsHeld"/>, <see cref="Alone"/>). The system lets go of it when the process ends.
/// </summary>
/// <remarks>On Unix nothing is held on file systems without locks, and nothing is where this account may not read: its expiry could not read it either.</remarks>
internal sealed class ReadHold : IDisposable
{
    private readonly Dictionary<string, FileStream> _files = new(StringComparer.Ordinal);

    /// <summary>Holds those of the files that are seen here, and are not held yet.</summary>
    /// <exception cref="PosBackupException">Busy: one is being removed at this moment.</exception>
    public void Add(IEnumerable<string> paths)
    {
        foreach (string path in paths.Where(path => !_files.ContainsKey(path) && File.Exists(path)))
        {
            try
            {
                _files.Add(path, Open(path, FileShare.ReadWrite));
            }
            catch (IOException e) when (SharingViolation.Is(e))
            {
                throw new PosBackupException(ErrorCode.Busy, $"{path} is open in another program that lets nobody else read it; it may be about to be removed", "Try again: if it is gone then, another way is looked for.", e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone, or not ours to read: nothing of ours would remove it.
            }
        }
    }

    /// <summary>Whether somebody holds a file, or reads it so that it cannot be deleted.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using FileStream? alone = Alone(path);
            return false;
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Opens a file so that nobody can hold it meanwhile; null when it is not there.</summary>
    /// <exception cref="IOException">Somebody holds it (<see cref="SharingViolation"/>), or it cannot be opened.</exception>
    public static FileStream? Alone(string path)
    {
        try
        {
            return Open(path, FileShare.None);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (FileStream file in _files.Values)
            file.Dispose();
    }

    private static FileStream Open(string path, FileShare share) => new(path, FileMode.Open, FileAccess.Read, share, bufferSize: 0);
}
