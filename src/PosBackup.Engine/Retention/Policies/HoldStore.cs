using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>
/// Where the file of holds lies, and what the catalog knows of it. It is replaced whole, so that a reader and a power cut see the old or the new one. A file that was there before and
/// is gone, older than the newest, or changed without a new revision is refused: it would let sets go that somebody holds.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="catalog">Knows the newest one. Where there is no catalog, any file is taken.</param>
public sealed class HoldStore(string path, BackupCatalog catalog)
{
    /// <summary>Name of the file beside the catalog.</summary>
    public const string FileName = "holds.json";

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Whether it is there.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>The file beside a catalog.</summary>
    public static HoldStore Beside(BackupCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new HoldStore(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(catalog.Path)!, FileName), catalog);
    }

    /// <summary>Reads it; one without holds where none was ever put.</summary>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.HoldsLost"/>: it is gone, or not the newest; <see cref="ErrorCode.FileAccess"/>: it cannot be read; <see cref="ErrorCode.HoldFileInvalid"/>: it is over
    /// 1 MiB, no JSON, or has mistakes, each of them named in the message.
    /// </exception>
    public async Task<HoldFile> ReadAsync(CancellationToken cancellationToken = default)
    {
        HoldFile? file = await FindAsync(cancellationToken).ConfigureAwait(false);
        return Objection(file) is { } objection ? throw Lost(objection) : file ?? Empty();
    }

    /// <summary>Reads it as it is, for whoever is to see what is left.</summary>
    /// <returns>The file, one without holds where there is none, and why <see cref="ReadAsync"/> refuses it; null when it does not.</returns>
    /// <exception cref="PosBackupException">FileAccess, HoldFileInvalid: as <see cref="ReadAsync"/>.</exception>
    public async Task<HoldLook> LookAsync(CancellationToken cancellationToken = default)
    {
        HoldFile? file = await FindAsync(cancellationToken).ConfigureAwait(false);
        return new HoldLook(file ?? Empty(), Objection(file) is { } objection ? Lost(objection) : null);
    }

    /// <summary>Changes it, with its folder when that is not there, and tells the catalog.</summary>
    /// <param name="change">What is to be in it; may throw to leave it as it is.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    /// <exception cref="PosBackupException">As <see cref="ReadAsync"/>; Busy: another process is changing it; FileAccess: it cannot be written.</exception>
    public Task<HoldFile> ChangeAsync(Func<HoldFile, HoldFile> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return WriteAsync(ReadAsync, change, cancellationToken);
    }

    /// <summary>Takes it as it is, also where it was changed by hand, put back, or is gone for good: from then on only what is in it is held.</summary>
    /// <param name="more">Holds of elsewhere that it takes in.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    /// <exception cref="PosBackupException">FileAccess, HoldFileInvalid, Busy: as <see cref="ChangeAsync"/>.</exception>
    public Task<HoldFile> ConfirmAsync(IEnumerable<RetentionHold> more, CancellationToken cancellationToken = default) =>
        WriteAsync(async token => (await LookAsync(token).ConfigureAwait(false)).File, file => file.WithAll(more), cancellationToken);

    /// <summary>Whether everybody on this machine may write it; null when not.</summary>
    public FileOpenness? Openness() => FileOpenness.Of(Path, "end holds");

    /// <summary>Tells the catalog of a file that it may not know yet: after a crash, or when the catalog was made anew.</summary>
    internal void Remember(HoldFile file)
    {
        if (file.Revision > 0 && catalog.Exists)
            catalog.Record(KnownHolds.Of(file));
    }

    private async Task<HoldFile?> FindAsync(CancellationToken cancellationToken) =>
        System.IO.Path.Exists(Path) ? HoldFileText.Read(await HoldFileText.Format.ReadAsync(Path, cancellationToken).ConfigureAwait(false), Path) : null;

    private string? Objection(HoldFile? file) => catalog.KnownHolds()?.Objection(file);

    private HoldFile Empty() => new() { Revision = catalog.KnownHolds()?.Revision ?? 0 };

    private async Task<HoldFile> WriteAsync(Func<CancellationToken, Task<HoldFile>> read, Func<HoldFile, HoldFile> change, CancellationToken cancellationToken)
    {
        using FolderLock gate = FolderLock.TakeToChange(Path);
        HoldFile changed = change(await read(cancellationToken).ConfigureAwait(false));
        HoldFile next = changed with { Revision = Math.Max(changed.Revision, catalog.KnownHolds()?.Revision ?? 0) + 1 };
        next.Validate();
        await AtomicFile.WriteAsync(Path, HoldFileText.Write(next), cancellationToken).ConfigureAwait(false);
        Remember(next);
        return next;
    }

    private PosBackupException Lost(string objection) => new(
        ErrorCode.HoldsLost,
        $"what is on hold is not known: {Path}: {objection}",
        "bring the newest file back; 'posbackup hold list' shows what is left, and 'posbackup hold confirm' makes that all that is held");
}

/// <summary>The file of holds as it lies there.</summary>
/// <param name="File">What is in it.</param>
/// <param name="Objection">Why it is not what was last written; null when it is.</param>
public sealed record HoldLook(HoldFile File, PosBackupException? Objection);
