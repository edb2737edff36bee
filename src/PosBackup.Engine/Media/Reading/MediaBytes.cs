using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Media.Reading;

/// <summary>An open media file: its length and reads at any offset. Errors of the file system become <see cref="ErrorCode.FileAccess"/>.</summary>
internal sealed class MediaBytes : IDisposable
{
    private readonly SafeFileHandle? _file;
    private readonly CancellationToken _cancellationToken;

    private MediaBytes(string path, long length, SafeFileHandle? file, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
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
    /// <param name="path">The file, or a link to it.</param>
    /// <param name="options">How it will be read.</param>
    /// <param name="cancellationToken">Ends every read.</param>
    public static MediaBytes Open(string path, FileOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (Directory.Exists(path))
                throw new PosBackupException(ErrorCode.FileAccess, $"'{path}' is a folder, not a media file", "name the files in it");

            if (LengthOf(path) == 0)
                return new MediaBytes(path, length: 0, file: null, cancellationToken);

            SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, options);
            return new MediaBytes(path, RandomAccess.GetLength(file), file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Fills the destination as far as the file goes; answers the number of bytes.</summary>
    public int Read(long offset, Span<byte> destination)
    {
        _cancellationToken.ThrowIfCancellationRequested();
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

    // A link has a length of its own, that of a name; what counts is where it leads.
    private static long LengthOf(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(path).Length;

    private static PosBackupException Unreadable(string path, Exception cause) => new(
        ErrorCode.FileAccess,
        $"media file '{path}' cannot be read: {cause.Message}",
        "check that the file exists and that this account may read it",
        cause);
}
