using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Media.Listing;

/// <summary>The sets of one listing, as many as may be held in memory: a small hostile file can name sets and files by the million.</summary>
internal sealed class ListedSets
{
    /// <summary>Bytes; enough for some 10,000 log backups in one file.</summary>
    public const long Room = 20_000_000;

    // What the objects take beside their strings, roughly.
    private const int SetSize = 900;
    private const int FileSize = 350;

    private readonly List<BackupSet> _sets = [];
    private long _left = Room;

    public IReadOnlyList<BackupSet> Sets => _sets;

    /// <summary>Whether sets were left out, or listed without their files.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Keeps a set: whole, without its files, or not at all.</summary>
    public void Add(BackupSet set)
    {
        long own = SetSize + Size(set.Database, set.Instance, set.Machine, set.User, set.Name, set.Description);
        long files = set.Files.Sum(file => FileSize + Size(file.LogicalName, file.PhysicalName, file.FileGroupName));
        if (own + files > _left)
        {
            IsCut = true;
            (set, files) = (set with { Files = [] }, 0);
        }

        if (own > _left || _sets.Count == ushort.MaxValue)
        {
            IsCut = true;
            return;
        }

        _left -= own + files;
        _sets.Add(set);
    }

    private static long Size(params ReadOnlySpan<string?> texts)
    {
        long size = 0;
        foreach (string? text in texts)
            size += sizeof(char) * (text?.Length ?? 0);

        return size;
    }
}
