using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Tells the files of a set how much of them lies in it.</summary>
internal static class SetSizes
{
    /// <summary>What a pass holds of the data files; a set of two passes tells one size before the pages and one behind them.</summary>
    public static BackupSet OfPages(BackupSet set, PagePass? pass)
    {
        Dictionary<int, long> sizes = (pass?.Extents ?? [])
            .CountBy(extent => extent.FileId)
            .ToDictionary(file => file.Key, file => (long)file.Value * Page.ExtentSize);
        return set with { Files = [.. set.Files.Select(file => file.IsLog ? file : file with { BackupSize = sizes.GetValueOrDefault(file.FileId) })] };
    }

    /// <summary>What the ranges hold of the log files.</summary>
    public static BackupSet OfLog(BackupSet set, IReadOnlyList<LogRange> log)
    {
        Dictionary<int, long> sizes = log.GroupBy(range => range.FileId).ToDictionary(file => file.Key, file => file.Sum(range => range.Length));
        return set with { Files = [.. set.Files.Select(file => file.IsLog ? file with { BackupSize = sizes.GetValueOrDefault(file.FileId) } : file)] };
    }
}
