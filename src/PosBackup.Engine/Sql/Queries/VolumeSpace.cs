using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>Free bytes of the volumes of the instance's machine, as far as the instance tells.</summary>
internal sealed class VolumeSpace
{
    /// <summary>2008 R2 SP1.</summary>
    private static readonly Version StatsSince = new(10, 50, 2500);

    private const string Stats = """
        SELECT DISTINCT v.volume_mount_point, v.available_bytes
        FROM master.sys.master_files AS f
        CROSS APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) AS v;
        """;

    private readonly IReadOnlyList<(string Mount, long Free)> _volumes;

    /// <summary>Takes what is known.</summary>
    /// <param name="volumes">Mount points, <c>D:\</c> or <c>/var/opt/</c>, with their free bytes.</param>
    internal VolumeSpace(IEnumerable<(string Mount, long Free)> volumes) => _volumes = [.. volumes.OrderByDescending(volume => volume.Mount.Length)];

    /// <summary>Asks for volumes with files of databases, mounted folders among them, and for the other drives by their letters.</summary>
    public static async Task<VolumeSpace> ReadAsync(SqlSession session, InstanceFacts instance, CancellationToken cancellationToken)
    {
        var volumes = new List<(string, long)>();
        if (instance.CanViewServerState && instance.Version >= StatsSince)
        {
            volumes.AddRange(await KnownAsync(() => session.QueryAsync(
                Stats, row => (row.Text("volume_mount_point"), row.LongOrNull("available_bytes") ?? 0), cancellationToken)).ConfigureAwait(false));
        }

        IReadOnlyList<DriveSpace> drives = await KnownAsync(() => DriveSpace.ReadAsync(session, cancellationToken)).ConfigureAwait(false);
        return new VolumeSpace(volumes.Concat(drives.Select(drive => ($@"{drive.Letter}:\", drive.FreeBytes))));
    }

    /// <summary>Free bytes where a folder lies; null when that is not known: a share, or a disk without files of databases on an instance without letters.</summary>
    public long? FreeBytes(string folder) => Volume(folder)?.Free;

    /// <summary>The volume of a folder, so that folders on one volume are added up; null when it is not known.</summary>
    public string? MountPoint(string folder) => Volume(folder)?.Mount;

    private (string Mount, long Free)? Volume(string folder)
    {
        foreach ((string mount, long free) in _volumes)
        {
            if (mount.Length > 0 && Holds(mount, folder))
                return (mount, free);
        }

        return null;
    }

    private static bool Holds(string mount, string folder)
    {
        bool isUnix = ServerPath.IsUnix(mount);
        if (isUnix != ServerPath.IsUnix(folder))
            return false;

        (string inside, string outside) = isUnix
            ? (folder.TrimEnd('/') + '/', mount.TrimEnd('/') + '/')
            : (folder.Replace('/', '\\').TrimEnd('\\') + '\\', mount.TrimEnd('\\') + '\\');
        return inside.StartsWith(outside, isUnix ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The procedure or the view may be locked away; then the space is simply not known.</summary>
    private static async Task<IReadOnlyList<T>> KnownAsync<T>(Func<Task<IReadOnlyList<T>>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code != ErrorCode.InstanceUnavailable)
        {
            return [];
        }
    }
}
