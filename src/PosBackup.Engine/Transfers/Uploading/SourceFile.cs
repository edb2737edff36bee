using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// A media file while it is shipped. It is opened so that SQL Server can append to it and replace it meanwhile; that it did is found out at the end, by length and
/// time, and by the hash of what was sent.
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

    /// <summary>Opens it.</summary>
    /// <exception cref="PosBackupException">FileAccess: it cannot be opened. SourceChanged: it has not the length that its manifest says.</exception>
    public static SourceFile Open(Manifest manifest)
    {
        string path = manifest.Media.Path;
        try
        {
            FileStream stream = OpenStream(path);
            var source = new SourceFile(manifest, stream) { ModifiedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(path)) };
            if (stream.Length == source.Length)
                return source;

            long length = stream.Length;
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

    /// <summary>After the last byte was read: it is still what it was, and its hash is the one that its manifest tells.</summary>
    /// <exception cref="PosBackupException">SourceChanged.</exception>
    public void Require(string sha256)
    {
        if (_manifest.Sha256 is { } expected && !string.Equals(expected, sha256, StringComparison.Ordinal))
            throw Changed($"its SHA-256 is {sha256}, its manifest says {expected}");
        if (Stream.Length != Length || File.GetLastWriteTimeUtc(Path) != ModifiedAt.UtcDateTime)
            throw Changed("it was written to while it was sent");
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private PosBackupException Changed(string why) => new(
        ErrorCode.SourceChanged, $"{Path} is not what was backed up: {why}", "If a backup was just appended, the next run ships it. If not, run 'posbackup verify' on it and find out who changed it.");
}
