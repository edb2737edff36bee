using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Benchmarks;

/// <summary>Sets of one database that was backed up for as long as it takes: a full a week, a differential a day, and logs.</summary>
internal static class ManySets
{
    private const int SetsADay = 96;
    private static readonly Guid Family = new("fa000000-0000-0000-0000-000000000001");
    private static readonly Guid Fork = new("f0000000-0000-0000-0000-000000000001");
    private static readonly DateTime First = new(2023, 1, 2, 0, 0, 0);

    /// <summary>When the newest of so many sets is begun.</summary>
    public static DateTimeOffset End(int count) => new(Begun(count - 1), TimeSpan.FromHours(1));

    /// <summary>When the oldest is begun.</summary>
    public static DateTimeOffset Beginning { get; } = new(First, TimeSpan.FromHours(1));

    public static SetSighting[] Sightings(int count)
    {
        var sightings = new SetSighting[count];
        Guid fullGuid = Guid.Empty;
        Lsn checkpoint = Lsn.Zero;
        uint logged = 1000;
        for (int i = 0; i < count; i++)
        {
            BackupKind kind = i % (7 * SetsADay) == 0 ? BackupKind.Full : i % SetsADay == 0 ? BackupKind.Differential : BackupKind.Log;
            uint end = 1000 + (uint)(i * 20);
            var set = new BackupSet
            {
                SetGuid = new Guid(i + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
                Position = 1,
                Kind = kind,
                Database = "Shop",
                Instance = "TILL",
                FamilyGuid = Family,
                RecoveryForkGuid = Fork,
                FirstRecoveryForkGuid = Fork,
                FirstLsn = At(kind == BackupKind.Log ? logged : end),
                CheckpointLsn = At(end),
                LastLsn = At(end + 5),
                DifferentialBaseGuid = kind == BackupKind.Differential ? fullGuid : null,
                DifferentialBaseLsn = kind == BackupKind.Differential ? checkpoint : null,
                StartedAt = new ServerTime(Begun(i), TimeSpan.FromHours(1)),
                FinishedAt = new ServerTime(Begun(i).AddSeconds(20), TimeSpan.FromHours(1)),
                BackupSize = kind switch { BackupKind.Full => 4_000_000_000, BackupKind.Differential => 300_000_000, _ => 5_000_000 },
            };
            if (kind == BackupKind.Full)
                (fullGuid, checkpoint) = (set.SetGuid, set.CheckpointLsn);
            else if (kind == BackupKind.Log)
                logged = end + 5;

            sightings[i] = new SetSighting
            {
                Set = set,
                Source = SetSource.Media,
                MediaSetId = set.SetGuid,
                File = new SetFile { Path = $"/backup/{i:d7}.bak", Length = set.BackupSize },
            };
        }

        new Random(1).Shuffle(sightings);
        return sightings;
    }

    private static DateTime Begun(int index) => First.AddMinutes(index * (24 * 60 / SetsADay));

    private static Lsn At(uint lsn) => new(36, lsn, 1);
}
