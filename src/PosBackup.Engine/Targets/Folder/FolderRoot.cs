using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder.Shares;
using PosBackup.Engine.Targets.Folder.Volumes;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>
/// Finds the folder of the target, and keeps watch that it is still the one.
/// <para>A folder without volumes must exist: nobody makes a tree on the wrong disk because a mount is missing. On a known volume it is made.</para>
/// <para>The first drive that was found is the drive until the end. When it is pulled and another of the set put in, the other one is not written to:
/// proofs of this run are for the first.</para>
/// </summary>
internal sealed class FolderRoot(FolderDefinition definition, ISecretSource secrets, IVolumeLookup volumes, IShareConnector shares) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private VolumeMatch? _chosen;
    private string? _root;
    private IDisposable? _connection;

    /// <summary>The drive that is in use; null for a plain folder, and before the first <see cref="EnterAsync"/>.</summary>
    public VolumeMatch? Drive => _chosen;

    /// <summary>The folder, which is there. Asked before each call.</summary>
    public async Task<string> EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Volatile.Read(ref _root) is { } known && (_chosen is null ? Directory.Exists(known) : IsStillThere()))
            return known;

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string root = definition.Volumes.Count > 0 ? OnVolume() : await PlainAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _root, root);
            return root;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Asked after a file was opened and before anything is written: the drive may have gone since <see cref="EnterAsync"/>.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Lost"/>: it is gone.</exception>
    public void RequireStillThere()
    {
        if (!IsStillThere())
            throw new TargetException(TargetFailure.Lost, $"target {definition.Name}: {_chosen!.Definition.Name} is gone from {_chosen.Volume.Root}", "put it back in; the next try goes on where this one stopped");
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _gate.Dispose();
    }

    private bool IsStillThere() => _chosen is null || volumes.IsPresent(_chosen.Volume);

    private string OnVolume()
    {
        IReadOnlyList<MountedVolume> mounted = volumes.Find();
        if (_chosen is { } first)
        {
            MountedVolume back = mounted.FirstOrDefault(volume => string.Equals(volume.Serial, first.Volume.Serial, StringComparison.Ordinal) && string.Equals(volume.Label, first.Volume.Label, StringComparison.Ordinal))
                ?? throw new TargetException(TargetFailure.Unreachable, $"target {definition.Name}: {first.Definition.Name}, which was in before, is no longer", "put the same drive back in, or start again with another");
            _chosen = first with { Volume = back };
        }
        else
        {
            _chosen = VolumeMatch.Choose(definition.Name, definition.Volumes, mounted);
        }

        string root = OnDisk.Run(definition.Name, _chosen.Definition.Name, () =>
        {
            string folder = _chosen.Volume.Root;
            foreach (string name in FolderPaths.OnVolume(definition))
            {
                FolderPaths.MakeFolder(folder = Path.Combine(folder, name));
                if (FolderPaths.IsLink(folder))
                    throw new TargetException(TargetFailure.Denied, $"target {definition.Name}: {folder} is a link, and links on a drive are not followed", "put a folder in place of the link");
            }

            return folder;
        });
        RequireStillThere();
        return root;
    }

    private async Task<string> PlainAsync(CancellationToken cancellationToken)
    {
        string path = definition.Path;
        if (!Path.IsPathFullyQualified(path))
            throw new TargetException(TargetFailure.Config, $"target {definition.Name}: {path} is not a full path", OperatingSystem.IsWindows() ? @"write C:\… or \\server\share\…" : "write a path that begins with /; a share is mounted by the system");
        if (definition.User is not null && _connection is null)
            _connection = await ConnectAsync(definition.User, cancellationToken).ConfigureAwait(false);

        try
        {
            if (File.GetAttributes(path).HasFlag(FileAttributes.Directory))
                return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        }
        catch (Exception e) when (FolderFailures.Of(e) is TargetFailure.Missing)
        {
            throw _root is null
                ? new TargetException(TargetFailure.Config, $"target {definition.Name}: the folder {path} does not exist", "make the folder, or mount the disk that it lies on; a removable drive is better named by its serial (volumes)", e)
                : new TargetException(TargetFailure.Unreachable, $"target {definition.Name}: the folder {path} is gone", FolderFailures.Hint(TargetFailure.Unreachable), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw OnDisk.Translate(definition.Name, path, e);
        }

        throw new TargetException(TargetFailure.Config, $"target {definition.Name}: {path} is a file, not a folder");
    }

    private async Task<IDisposable> ConnectAsync(string user, CancellationToken cancellationToken)
    {
        if (!shares.IsSupported)
            throw new TargetException(TargetFailure.Config, $"target {definition.Name}: a user for a folder is for shares on Windows", "mount the share with its user (mount -t cifs, /etc/fstab), give the folder of the mount as path, and leave the user out");

        string share = ShareName.Of(definition.Path)
            ?? throw new TargetException(TargetFailure.Config, $"target {definition.Name}: {definition.Path} is no path of a share, so it takes no user", @"write \\server\share\folder, or leave the user out");
        Secret? password = definition.Password is { } reference
            ? await secrets.FindAsync(reference, $"password of {user} at target {definition.Name}", cancellationToken).ConfigureAwait(false)
            : null;
        return OnDisk.Run(definition.Name, $"{share} as {user}", () => shares.Connect(share, user, password));
    }
}
