using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Media.Reading;

/// <summary>An open media file: its length and reads at any offset. Errors of the file system become <see cref="ErrorCode.FileAccess"/>.</summary>
internal sealed class MediaBytes : IDisposable
{
    private readonly SafeFileHandle? _file;

    private MediaBytes(string path, long length, SafeFileHandle? file)
    {
        Path = path;
        Length = length;
        _file = file;
    }

    public string Path { get; }

    /// <summary>Bytes when the file was opened.</summary>
    public long Length { get; }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Opens a file. One of length 0 is not opened: a pipe or a device would never answer.</summary>
    /// <exception cref="PosBackupException">The file is missing, a folder, or cannot be opened.</exception>
    public static MediaBytes Open(string path, FileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (Directory.Exists(path))
                throw new PosBackupException(ErrorCode.FileAccess, $"'{path}' is a folder, not a media file", "name the files in it");

            return new FileInfo(path).Length == 0
                ? new MediaBytes(path, length: 0, file: null)
                : Opened(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Fills the destination as far as the file goes; answers the number of bytes.</summary>
    public int Read(long offset, Span<byte> destination)
    {
        int done = 0;
        try
        {
            while (_file is not null && done < destination.Length && offset + done < Length)
            {
                int read = RandomAccess.Read(_file, destination[done..], offset + done);
                if (read == 0)
                    break;

                done += read;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(Path, e);
        }

        BytesRead += done;
        return done;
    }

    public void Dispose() => _file?.Dispose();

    private static MediaBytes Opened(string path, SafeFileHandle file) => new(path, RandomAccess.GetLength(file), file);

    private static PosBackupException Unreadable(string path, Exception cause) => new(
        ErrorCode.FileAccess,
        $"media file '{path}' cannot be read: {cause.Message}",
        "check that the file exists and that this account may read it",
        cause);
}
