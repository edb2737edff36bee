using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Restores.Facts;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>What a restore needs on each volume. RESTORE makes every file at its full size before it reads a page.</summary>
internal static class SpaceNeeds
{
    /// <summary>The volumes, the fullest first.</summary>
    /// <param name="files">Files that are made.</param>
    /// <param name="replaced">Files of the database that is overwritten: their place is used again, or given back.</param>
    /// <param name="facts">What is known of the volumes.</param>
    public static IReadOnlyList<VolumeNeed> Of(IReadOnlyList<RestoredFile> files, IReadOnlyList<TargetFile> replaced, RestoreFacts facts)
    {
        ILookup<string, long> back = replaced.ToLookup(file => facts.Volume(ServerPath.Folder(file.PhysicalName)), file => file.Bytes, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. files
                .GroupBy(file => facts.Volume(ServerPath.Folder(file.To)), StringComparer.OrdinalIgnoreCase)
                .Select(volume => new VolumeNeed(
                    volume.Key, Math.Max(0, Sum(volume.Select(file => file.Bytes)) - Sum(back[volume.Key])), facts.FreeBytes(ServerPath.Folder(volume.First().To))))
                .OrderBy(volume => (volume.FreeBytes ?? long.MaxValue) - volume.NeededBytes),
        ];
    }

    /// <summary>Sizes come out of backup files: none counts below nothing, and no sum overflows.</summary>
    private static long Sum(IEnumerable<long> sizes) => (long)sizes.Aggregate(Int128.Zero, (sum, size) => Int128.Min(sum + Math.Max(0, size), long.MaxValue));

    /// <summary>The error of a volume that is too small; null when all are large enough, or nobody can tell.</summary>
    public static PosBackupException? Shortage(IReadOnlyList<VolumeNeed> volumes) =>
        volumes.FirstOrDefault(volume => volume.FreeBytes is { } free && free < volume.NeededBytes) is { } small
            ? new PosBackupException(
                ErrorCode.NoSpace,
                $"{small.Volume} has {SpaceRules.Size(small.FreeBytes!.Value)} free; the files of the database need {SpaceRules.Size(small.NeededBytes)} there",
                "Free space there, or name other folders for data and log files.")
            : null;
}
