using System.Buffers;
using System.Globalization;
using PosBackup.Engine.Files;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Proving;
using PosBackup.Engine.Transfers.Uploading;

namespace PosBackup.Engine.Transfers.Downloading;

/// <summary>A file on its way to this machine: opened by one process alone, grown at its end, hashed as it grows.</summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly FileStream _stream;
    private HashingThread _hash = new(share: 1);

    private PartialFile(FileStream stream) => _stream = stream;

    /// <summary>Bytes that are there and hashed.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that a broken-off download left, not proven yet.</summary>
    public long Left => _stream.Length;

    /// <summary>Opens it, with its folders.</summary>
    /// <exception cref="PosBackupException">FileAccess, NoSpace: it cannot be made; Busy: another run is fetching it.</exception>
    public static PartialFile Open(string path, long length)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            if (DiskSpace.Free(Path.GetDirectoryName(path)!) is not { } free || free >= length - stream.Length)
                return new PartialFile(stream);

            long missing = length - stream.Length;
            stream.Dispose();
            throw new PosBackupException(
                ErrorCode.NoSpace, string.Create(CultureInfo.InvariantCulture, $"{Path.GetDirectoryName(path)} has {free} bytes free, {Path.GetFileName(path)} needs {missing}"), "Make room there, or fetch to another folder.");
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new PosBackupException(ErrorCode.Busy, $"{path} is in use: {e.Message}", "Another run may be fetching the same file: wait until it is over.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot write {path}: {e.Message}", "Check that this account may write there.", e);
        }
    }

    /// <summary>Keeps what a broken-off download left, as far as its end is that of the target's file; answers how many bytes were read to find out.</summary>
    public async Task<long> ResumeAsync(IBackupTarget target, TargetPath path, long length, CancellationToken cancellationToken)
    {
        if (_stream.Length == 0)
            return 0;

        long compared = 0;
        long offset = 0;
        if (_stream.Length <= length)
        {
            var comparison = new RangeComparison(target, path, _stream);
            offset = await ResumePoint.FindTailAsync(comparison, floor: 0, _stream.Length, cancellationToken).ConfigureAwait(false);
            compared = comparison.BytesRead;
        }

        _stream.SetLength(offset);
        _stream.Position = 0;
        await StreamHash.AppendAsync(_hash, _stream, offset, cancellationToken).ConfigureAwait(false);
        Length = offset;
        return compared;
    }

    /// <summary>Throws away what is there.</summary>
    public void BeginAnew()
    {
        _stream.SetLength(0);
        _stream.Position = 0;
        _hash.Dispose();
        _hash = new HashingThread(share: 1);
        Length = 0;
    }

    /// <summary>Takes what comes, up to a length of the whole file; what was taken before a failure counts.</summary>
    /// <exception cref="PosBackupException">NoSpace, FileAccess: it cannot be written.</exception>
    public async Task TakeAsync(Stream content, long length, Action<int> taken, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (Length < length)
            {
                int read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferBytes, length - Length)), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return;

                await WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                _hash.Append(buffer.AsSpan(0, read));
                Length += read;
                taken(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The SHA-256 of what is there; nothing more can be taken but anew.</summary>
    public string Hash() => _hash.Finish();

    /// <summary>Brings it to the disk.</summary>
    public void Flush(DateTimeOffset? modifiedAt)
    {
        try
        {
            _stream.Flush(flushToDisk: true);
            if (modifiedAt is { } time)
                File.SetLastWriteTimeUtc(_stream.SafeFileHandle, time.UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"{_stream.Name} cannot be brought to the disk: {e.Message}", "Look at the disk.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            _stream.Position = Length;
            await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bool isFull = DiskSpace.Free(Path.GetDirectoryName(_stream.Name)!) < bytes.Length;
            throw new PosBackupException(isFull ? ErrorCode.NoSpace : ErrorCode.FileAccess, $"cannot write {_stream.Name}: {e.Message}", "Make room there, or fetch to another folder; what came is kept.", e);
        }
    }
}
