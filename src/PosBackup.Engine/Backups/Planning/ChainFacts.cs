using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>What is known of the chain of one database: our sets, and what msdb says of those that are not ours.</summary>
internal sealed record ChainFacts
{
    public static ChainFacts Nothing { get; } = new();

    /// <summary>Our sets of the database's family and name, in any order.</summary>
    public IReadOnlyList<OurSet> Ours { get; init; } = [];

    /// <summary>Sets that msdb knows: the differential base, and log backups behind our chain; oldest first.</summary>
    public IReadOnlyList<HistorySet> History { get; init; } = [];

    public OurSet? Our(Guid set) => Ours.FirstOrDefault(one => one.Set.SetGuid == set);

    public HistorySet? Known(Guid set) => History.FirstOrDefault(one => one.SetGuid == set);

    /// <summary>Our newest set, by the log it ends at; null when there is none.</summary>
    public OurSet? Newest => Ours.MaxBy(one => one.Set.LastLsn);

    /// <summary>Fulls of ours, newest first. Copies count: any full can carry the log.</summary>
    public IEnumerable<OurSet> Fulls => Ours.Where(one => one.Set.Kind == BackupKind.Full).OrderByDescending(one => one.Set.LastLsn);
}
