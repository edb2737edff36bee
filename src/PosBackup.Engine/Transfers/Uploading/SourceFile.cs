using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// A media file while it is shipped: its first bytes, as many as its manifest tells of. SQL Server can append to it and replace it meanwhile. Where the manifest has
/// a hash, the hash of what was sent tells whether that did harm; where it has none, length and time do.
/// </summary>
internal sealed class SourceFile : IAsyncDisposable
{
    private readonly Manifest _manifest;

    private SourceFile(Manifest manifest, FileStream stream) => (_manifest, Stream) = (manifest, stream);

    /// <summary>Its bytes.</summary>
    public FileStream Stream { get; }

    public string Path => _manifest.Media.Path;

    public long Length => _manifest.Media.Length;

    public DateTimeOffset ModifiedAt { get; private init; }

    /// <summary>Whether it is as it was when it was opened, and nothing else lies in its place. That somebody removed it takes nothing from whoever has it open.</summary>
    public bool IsStill =>
        Stream.Length == Length
        && File.GetLastWriteTimeUtc(Stream.SafeFileHandle) == ModifiedAt.UtcDateTime
        && (!File.Exists(Path) || File.GetLastWriteTimeUtc(Path) == ModifiedAt.UtcDateTime);

    /// <summary>Opens it. A longer one will do where there is a hash: logs grow while they wait for their turn.</summary>
    /// <exception cref="PosBackupException">FileAccess: it cannot be opened. SourceChanged: it has not the length that its manifest says.</exception>
    public static SourceFile Open(Manifest manifest)
    {
        string path = manifest.Media.Path;
        try
        {
            FileStream stream = OpenStream(path);
            var source = new SourceFile(manifest, stream) { ModifiedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(stream.SafeFileHandle)) };
            long length = stream.Length;
            if (length == source.Length || (length > source.Length && manifest.Sha256 is not null))
                return source;

            stream.Dispose();
            throw source.Changed(string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes, its manifest says {source.Length}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot read {path}: {e.Message}", "Check that the file is there and that this account may read it.", e);
        }
    }

    /// <summary>One more reader of the file.</summary>
    public static FileStream OpenStream(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>Reads it from its beginning; answers the SHA-256 of what its manifest tells of.</summary>
    public async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        Stream.Position = 0;
        using var hash = new HashingThread(share: 1);
        await StreamHash.AppendAsync(hash, Stream, Length, cancellationToken).ConfigureAwait(false);
        return hash.Finish();
    }

    /// <summary>After the last byte was read: its hash is the one that its manifest tells, which proves it whatever became of the file; without one, it is still what it was.</summary>
    /// <exception cref="PosBackupException">SourceChanged.</exception>
    public void Require(string sha256)
    {
        if (_manifest.Sha256 is { } expected)
        {
            if (!string.Equals(expected, sha256, StringComparison.Ordinal))
                throw Changed($"its SHA-256 is {sha256}, its manifest says {expected}");
        }
        else if (!IsStill)
        {
            throw Changed("it was written to while it was sent");
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private PosBackupException Changed(string why) => new(
        ErrorCode.SourceChanged, $"{Path} is not what was backed up: {why}", "If a backup was just appended, the next run ships it. If not, run 'posbackup verify' on it and find out who changed it.");
}
