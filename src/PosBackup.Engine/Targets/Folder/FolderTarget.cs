using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using PosBackup.Engine.Files;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder.Shares;
using PosBackup.Engine.Targets.Folder.Volumes;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>
/// A folder: local, on a share, or on one of several removable drives.
/// <para>Acknowledged bytes are with the operating system: they outlive this process, but a power cut only once the put has ended, which is when file and folders
/// were flushed. On removable drives every 64 MiB are flushed, so that progress is the drive's and not the memory's.</para>
/// <para>Replacing is atomic on every file system for those who look at it; FAT and exFAT have no journal, so that a power cut in the middle can cost the name.
/// Whether letter case tells two names apart is the file system's matter.</para>
/// </summary>
internal sealed class FolderTarget : IBackupTarget
{
    private const TargetFeatures CanDo = TargetFeatures.Continue | TargetFeatures.WriteAnywhere | TargetFeatures.AtomicReplace | TargetFeatures.Flush | TargetFeatures.SetTime | TargetFeatures.FreeSpace;

    private readonly FolderDefinition _definition;
    private readonly FolderRoot _root;

    /// <summary>Opens nothing yet.</summary>
    public FolderTarget(FolderDefinition definition, ISecretSource secrets, IVolumeLookup volumes)
        : this(definition, secrets, volumes, new WindowsShareConnector())
    {
    }

    /// <summary>The same with another way to log in to shares.</summary>
    public FolderTarget(FolderDefinition definition, ISecretSource secrets, IVolumeLookup volumes, IShareConnector shares)
    {
        _definition = definition;
        _root = new FolderRoot(definition, secrets, volumes, shares);
    }

    public string Name => _definition.Name;

    public async Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        string root = await _root.EnterAsync(cancellationToken).ConfigureAwait(false);
        VolumeMatch? drive = _root.Drive;
        return new TargetDescription
        {
            Features = CanDo,
            Product = drive is null ? $"folder {root}" : $"folder {root} on {drive.Definition.Name}: {drive.Volume}",
            FreeBytes = DiskSpace.Free(root),
            Medium = drive?.Medium,
            MediumName = drive?.Definition.Name,
            LocalFolder = root,
        };
    }

    public async Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        PutRules.Require(path, request);
        string root = await _root.EnterAsync(cancellationToken).ConfigureAwait(false);
        string file = Resolve(root, path);
        using SafeFileHandle handle = Run(path, () => OpenForWriting(root, path, file, request));
        var copy = new FileWriter(Name, path, handle, flushEvery: _root.Drive is null ? null : FileWriter.RemovableFlush);
        await copy.CopyAsync(content, request, cancellationToken).ConfigureAwait(false);
        await copy.FinishAsync(request.ModifiedAt).ConfigureAwait(false);
        Run(path, () => FolderFlush.Flush(Path.GetDirectoryName(file)!));
        _root.RequireStillThere();
    }

    public async Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken)
    {
        if (from.IsRoot || to.IsRoot)
            throw new ArgumentException("a file has a name", from.IsRoot ? nameof(from) : nameof(to));

        string root = await _root.EnterAsync(cancellationToken).ConfigureAwait(false);
        string source = Resolve(root, from);
        string goal = Resolve(root, to);
        FolderPaths.RefuseLinks(Name, root, from, orLast: true);
        FolderPaths.RefuseLinks(Name, root, to, orLast: false);
        if (Directory.Exists(goal) && !FolderPaths.IsLink(goal))
            throw IsFolder(to);

        Run(from, () =>
        {
            if (!File.Exists(source))
                throw new FileNotFoundException("no such file");
            FolderPaths.MakeFolders(root, to);
            File.Move(source, goal, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(goal)!);
            FolderFlush.Flush(Path.GetDirectoryName(source)!);
        });
    }

    public async Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        string root = await _root.EnterAsync(cancellationToken).ConfigureAwait(false);
        string file = Resolve(root, path);
        FolderPaths.RefuseLinks(Name, root, path, orLast: true);
        if (Directory.Exists(file))
            throw new TargetException(TargetFailure.Missing, $"target {Name}: {path.Value} is a folder, not a file");

        return Run(path, () => new FileRangeStream(Name, path, File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan), offset, length ?? long.MaxValue));
    }

    public async Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken)
    {
        string root = await _root.EnterAsync(cancellationToken).ConfigureAwait(false);
        string file = Resolve(root, path);
        return FolderPaths.IsBehindLink(root, path) ? null : Run(path, () => FolderListing.Entry(path, file));
    }

    public async IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string root = await _root.EnterAsync(cancellationToken).ConfigureAwait(false);
        string real = Resolve(root, folder);
        if (FolderPaths.IsBehindLink(root, folder) || (!folder.IsRoot && FolderPaths.IsLink(real)) || !Directory.Exists(real))
            yield break;

        using IEnumerator<TargetEntry> entries = Run(folder, () => FolderListing.Entries(folder, real).GetEnumerator());
        while (await Task.Run(() => Run(folder, () => FolderListing.Take(entries)), cancellationToken).ConfigureAwait(false) is { Count: > 0 } some)
        {
            foreach (TargetEntry entry in some)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
    }

    public async Task DeleteAsync(TargetPath path, CancellationToken cancellationToken)
    {
        string root = await _root.EnterAsync(cancellationToken).ConfigureAwait(false);
        string file = Resolve(root, path);
        if (FolderPaths.IsBehindLink(root, path))
            return;
        if (Directory.Exists(file) && !FolderPaths.IsLink(file))
            throw IsFolder(path);

        Run(path, () =>
        {
            if (!Directory.Exists(Path.GetDirectoryName(file)))
                return;
            File.Delete(file);
            FolderFlush.Flush(Path.GetDirectoryName(file)!);
        });
    }

    public Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<string?> SettleAsync(CancellationToken cancellationToken)
    {
        if (_root.Drive is not { } drive)
            return Task.FromResult<string?>(null);

        return Task.Run<string?>(
            () =>
            {
                _root.RequireStillThere();
                Run(TargetPath.Root, () => VolumeFlush.Flush(drive.Volume.Root));
                _root.RequireStillThere();
                return VolumeFlush.After(drive.Definition.Name);
            },
            cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _root.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What was there keeps its content until the drive was looked at again: it is emptied only then.</summary>
    private SafeFileHandle OpenForWriting(string root, TargetPath path, string file, PutRequest request)
    {
        FolderPaths.RefuseLinks(Name, root, path, orLast: true);
        if (Directory.Exists(file))
            throw IsFolder(path);

        RequireSpace(root, file, path, request);
        if (request.Mode == PutMode.Create)
            FolderPaths.MakeFolders(root, path);

        SafeFileHandle handle = File.OpenHandle(file, request.Mode == PutMode.Create ? FileMode.OpenOrCreate : FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        try
        {
            _root.RequireStillThere();
            if (request.Mode == PutMode.Create)
                RandomAccess.SetLength(handle, 0);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private void RequireSpace(string root, string file, TargetPath path, PutRequest request)
    {
        var there = new FileInfo(file);
        long more = request.Offset + request.Length - (there.Exists ? there.Length : 0);
        if (more > 0 && DiskSpace.Free(root) is { } free && more > free)
            throw new TargetException(TargetFailure.NoSpace, $"target {Name}: {path} needs {more} bytes, and {free} are free", FolderFailures.Hint(TargetFailure.NoSpace));
    }

    private TargetException IsFolder(TargetPath path) => new(TargetFailure.Config, $"target {Name}: {path.Value} is a folder, not a file");

    private string Resolve(string root, TargetPath path) => FolderPaths.Resolve(Name, root, path);

    private T Run<T>(TargetPath path, Func<T> act) => OnDisk.Run(Name, path.IsRoot ? "its folder" : path.Value, act);

    private void Run(TargetPath path, Action act) => OnDisk.Run(Name, path.IsRoot ? "its folder" : path.Value, act);
}
