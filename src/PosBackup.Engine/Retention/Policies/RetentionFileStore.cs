using PosBackup.Engine.Files;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>Where the file of retention lies. It is replaced whole, so that a reader and a power cut see the old or the new one.</summary>
/// <param name="path">The file.</param>
public sealed class RetentionFileStore(string path)
{
    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Whether it is there.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Reads it.</summary>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.FileAccess"/>: it is not there or cannot be read; <see cref="ErrorCode.RetentionFileInvalid"/>: it is over 1 MiB, no JSON, or has
    /// mistakes, each of them named in the message.
    /// </exception>
    public async Task<RetentionFile> ReadAsync(CancellationToken cancellationToken = default) =>
        RetentionReader.Read(await RetentionReader.Format.ReadAsync(Path, cancellationToken).ConfigureAwait(false), Path);

    /// <summary>Reads it; a file that says nothing when it is not there.</summary>
    /// <exception cref="PosBackupException">As <see cref="ReadAsync"/>.</exception>
    public async Task<RetentionFile> ReadOrNewAsync(CancellationToken cancellationToken = default) =>
        Exists ? await ReadAsync(cancellationToken).ConfigureAwait(false) : new RetentionFile();

    /// <summary>Writes it, with its folder when that is not there. What was not said stays unsaid.</summary>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.RetentionFileInvalid"/>: it could not be read again; <see cref="ErrorCode.FileAccess"/>: it cannot be written.
    /// </exception>
    public async Task WriteAsync(RetentionFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Validate();
        await AtomicFile.WriteInNewFolderAsync(Path, RetentionWriter.Write(file), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes it as it is now; no other process of ours changes it meanwhile.</summary>
    /// <param name="change">What is to be in it, of what is in it; may throw to leave it as it is.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    /// <exception cref="PosBackupException">As <see cref="ReadAsync"/> and <see cref="WriteAsync"/>; <see cref="ErrorCode.Busy"/>: another process is changing it.</exception>
    public async Task ChangeAsync(Func<RetentionFile, RetentionFile> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        using FolderLock gate = FolderLock.TakeToChange(Path);
        await WriteAsync(change(await ReadOrNewAsync(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether everybody on this machine may write it; null when not.</summary>
    public FileOpenness? Openness() => FileOpenness.Of(Path, "have backups removed");
}
