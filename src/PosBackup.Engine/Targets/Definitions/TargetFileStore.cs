using PosBackup.Engine.Files;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>Where the file of targets lies. It is replaced whole, so that a reader and a power cut see the old or the new one.</summary>
/// <param name="path">The file.</param>
/// <param name="store">What this store is called when the file does not say; the program gives the name of the machine.</param>
public sealed class TargetFileStore(string path, string store)
{
    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Whether it is there.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Reads it.</summary>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.FileAccess"/>: it is not there or cannot be read; <see cref="ErrorCode.TargetFileInvalid"/>: it is over 1 MiB, no JSON, or has
    /// mistakes, each of them named in the message. A text where a reference to a secret should be is not repeated: it may be the secret.
    /// </exception>
    public async Task<TargetFile> ReadAsync(CancellationToken cancellationToken = default) =>
        TargetReader.Read(await TargetReader.Format.ReadAsync(Path, cancellationToken).ConfigureAwait(false), Path, store);

    /// <summary>Reads it; a file without targets when it is not there.</summary>
    /// <exception cref="PosBackupException">As <see cref="ReadAsync"/>.</exception>
    public async Task<TargetFile> ReadOrNewAsync(CancellationToken cancellationToken = default) =>
        Exists ? await ReadAsync(cancellationToken).ConfigureAwait(false) : new TargetFile { Store = store };

    /// <summary>Writes it, with its folder when that is not there. Properties that have their default are left out.</summary>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.TargetFileInvalid"/>: it could not be read again; <see cref="ErrorCode.FileAccess"/>: it cannot be written.
    /// </exception>
    public async Task WriteAsync(TargetFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Validate();
        await AtomicFile.WriteInNewFolderAsync(Path, TargetWriter.Write(file), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes it as it is now, with its folder when that is not there; no other process changes it meanwhile.</summary>
    /// <param name="change">What is to be in it, of what is in it; may throw to leave it as it is.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    /// <exception cref="PosBackupException">As <see cref="ReadAsync"/> and <see cref="WriteAsync"/>; <see cref="ErrorCode.Busy"/>: another process is changing it.</exception>
    public async Task<TargetFile> ChangeAsync(Func<TargetFile, TargetFile> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        using FolderLock gate = FolderLock.TakeToChange(Path);
        TargetFile changed = change(await ReadOrNewAsync(cancellationToken).ConfigureAwait(false));
        await WriteAsync(changed, cancellationToken).ConfigureAwait(false);
        return changed;
    }

    /// <summary>Whether everybody on this machine may write it; null when not.</summary>
    public FileOpenness? Openness() => FileOpenness.Of(Path, "lead backups to another server");
}
