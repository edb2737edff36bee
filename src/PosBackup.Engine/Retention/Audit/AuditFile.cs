using PosBackup.Engine.Files;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>
/// The file of a log, opened so that one process writes while none reads. The file itself is the lock: it stays where it is, whereas a lock file that goes with its holder can
/// leave two who waited for it each with one of their own.
/// </summary>
/// <remarks>On Windows the system keeps others out of an open file, elsewhere .NET does by flock; only the latter was ever run.</remarks>
internal static class AuditFile
{
    private const int Tries = 600;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    /// <summary>Opens it to write at its end; makes it and its folder when there is none.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy: somebody has had it for half a minute.</exception>
    public static async Task<FileStream> OpenForAppendAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        bool isNew = !File.Exists(path);
        FileStream file = (await OpenAsync(
            path,
            () =>
            {
                Directory.CreateDirectory(folder);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, useAsync: true);
            },
            clock,
            cancellationToken).ConfigureAwait(false))!;
        if (isNew)
            FolderFlush.Flush(folder);

        return file;
    }

    /// <summary>Opens it to read; null when there is none. Nobody writes meanwhile.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy: somebody has had it for half a minute.</exception>
    public static Task<FileStream?> OpenForReadAsync(string path, TimeProvider clock, CancellationToken cancellationToken) => OpenAsync(
        path,
        () => File.Exists(path) || Directory.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, useAsync: true) : null,
        clock,
        cancellationToken);

    private static async Task<FileStream?> OpenAsync(string path, Func<FileStream?> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (int left = Tries; ; left--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return open();
            }
            catch (IOException e) when (SharingViolation.Is(e))
            {
                if (left == 0)
                    throw new PosBackupException(ErrorCode.Busy, $"another process has had the audit log {path} open for {Tries * Wait.TotalSeconds:0} seconds", "Try again when it has finished.", e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Unusable(path, e);
            }

            await Task.Delay(Wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the disk or the system had against it.</summary>
    public static PosBackupException Unusable(string path, Exception e) => new(
        ErrorCode.FileAccess, $"the audit log {path} cannot be used: {e.Message}", "Check that the disk has free space and this account may write there; nothing is removed while it cannot be written down.", e);
}
