namespace PosBackup.Engine.Files;

/// <summary>
/// Replaces small files so that a reader, or a machine that lost its power, sees the old content or the new one and nothing between:
/// a temporary file beside it, written, flushed to the disk, renamed over it; on Unix the folder is flushed as well.
/// </summary>
public static class AtomicFile
{
    private const string TemporaryExtension = ".tmp";
    private const int IdDigits = 32;

    /// <summary>What a crash can leave behind is removed by a later write when it is older than this.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Writes or replaces a file.</summary>
    /// <exception cref="PosBackupException">The folder or the file cannot be written (<see cref="ErrorCode.FileAccess"/>).</exception>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return WriteAsync(path, content, Create, cancellationToken);
    }

    /// <summary>Writes or replaces a file that only this account and the administrators may read, with its folder when that is not there.</summary>
    /// <exception cref="PosBackupException">As <see cref="WriteAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>.</exception>
    internal static Task WritePrivateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        MakeFolderOf(path);
        return WriteAsync(path, content, PrivateFile.Create, cancellationToken);
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, Func<string, FileStream> create, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}{TemporaryExtension}";
        try
        {
            try
            {
                await WriteTemporaryAsync(create(temporary), content, cancellationToken).ConfigureAwait(false);
                RemoveAbandoned(target, temporary);
                File.Move(temporary, target, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }

            FolderFlush.Flush(Path.GetDirectoryName(target)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(
                ErrorCode.FileAccess, $"cannot write {path}: {e.Message}", "check that the folder exists, is writable for this account and has free space", e);
        }
    }

    /// <summary>Writes or replaces a file, with its folder when that is not there.</summary>
    /// <exception cref="PosBackupException">As <see cref="WriteAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>.</exception>
    internal static Task WriteInNewFolderAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        MakeFolderOf(path);
        return WriteAsync(path, content, cancellationToken);
    }

    /// <summary>Makes the folder of a file when it is not there.</summary>
    /// <exception cref="PosBackupException">It cannot be made (<see cref="ErrorCode.FileAccess"/>).</exception>
    internal static void MakeFolderOf(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot make the folder {folder}: {e.Message}", "name another file, or make the folder", e);
        }
    }

    /// <summary>Whether a name is that of a temporary file of ours.</summary>
    internal static bool IsTemporary(string path) =>
        path.EndsWith(TemporaryExtension, StringComparison.OrdinalIgnoreCase)
        && path.Length > IdDigits + TemporaryExtension.Length + 1
        && path[^(IdDigits + TemporaryExtension.Length + 1)] == '.'
        && Guid.TryParseExact(path.AsSpan(path.Length - IdDigits - TemporaryExtension.Length, IdDigits), "N", out _);

    private static FileStream Create(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);

    private static async Task WriteTemporaryAsync(FileStream stream, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Ages are differences of file times, so the clock of a file server does no harm.</summary>
    private static void RemoveAbandoned(string target, string temporary)
    {
        DateTime now = File.GetLastWriteTimeUtc(temporary);
        string pattern = $"{Path.GetFileName(target)}.*{TemporaryExtension}";
        foreach (string other in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, pattern))
        {
            if (now - File.GetLastWriteTimeUtc(other) > Abandoned)
                File.Delete(other);
        }
    }
}
