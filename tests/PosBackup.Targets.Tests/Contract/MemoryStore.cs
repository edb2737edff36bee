using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>The disk behind <see cref="InMemoryTarget"/>: outlives the target as a server outlives a connection, and lets a test look from behind.</summary>
internal sealed class MemoryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TargetPath, MemoryFile> _files = [];
    private readonly HashSet<TargetPath> _folders = [TargetPath.Root];

    /// <summary>Bytes that all files together may have; null for no limit.</summary>
    public long? Capacity { get; set; }

    /// <summary>Bytes that can still be written; null without a limit.</summary>
    public long? Free => Capacity - Used;

    /// <summary>All files there are.</summary>
    public IReadOnlyList<TargetPath> Files
    {
        get { lock (_lock) return [.. _files.Keys]; }
    }

    private long Used
    {
        get { lock (_lock) return _files.Values.Sum(f => Math.Min(f.Length, f.Stored)); }
    }

    /// <summary>The file; null when there is none.</summary>
    public MemoryFile? Find(TargetPath path)
    {
        lock (_lock)
            return _files.GetValueOrDefault(path);
    }

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder(TargetPath path)
    {
        lock (_lock)
            return _folders.Contains(path);
    }

    /// <summary>The file, made with its folders when it is not there.</summary>
    public MemoryFile FindOrMake(TargetPath path)
    {
        lock (_lock)
        {
            MakeFolders(path.Folder);
            if (_folders.Contains(path))
                throw new TargetException(TargetFailure.Denied, $"{path} is a folder");
            if (!_files.TryGetValue(path, out MemoryFile? file))
                _files[path] = file = new MemoryFile();
            return file;
        }
    }

    /// <summary>Moves a file over what is there.</summary>
    public void Move(TargetPath from, TargetPath to)
    {
        lock (_lock)
        {
            if (!_files.TryGetValue(from, out MemoryFile? file))
                throw new TargetException(TargetFailure.Missing, $"no file {from}");
            if (_folders.Contains(to))
                throw new TargetException(TargetFailure.Denied, $"{to} is a folder");
            MakeFolders(to.Folder);
            _files.Remove(from);
            _files[to] = file;
        }
    }

    public void Remove(TargetPath path)
    {
        lock (_lock)
            _files.Remove(path);
    }

    /// <summary>What lies in a folder.</summary>
    public IReadOnlyList<TargetEntry> List(TargetPath folder)
    {
        lock (_lock)
        {
            return
            [
                .. _files.Where(f => f.Key.Folder == folder).Select(f => new TargetEntry(f.Key, IsFolder: false, f.Value.Length, f.Value.ModifiedAt)),
                .. _folders.Where(f => !f.IsRoot && f.Folder == folder).Select(f => new TargetEntry(f, IsFolder: true, Length: 0, ModifiedAt: null)),
            ];
        }
    }

    private void MakeFolders(TargetPath folder)
    {
        for (; _folders.Add(folder); folder = folder.Folder)
        {
            if (_files.ContainsKey(folder))
                throw new TargetException(TargetFailure.Denied, $"{folder} is a file, not a folder");
        }
    }
}
