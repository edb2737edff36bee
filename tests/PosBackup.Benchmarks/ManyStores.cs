using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;

namespace PosBackup.Benchmarks;

/// <summary>
/// Stores that were backed up for months: a full a week, a differential a day, logs between, each set on media of its own. The newer third of the sets lies here and at hq, the rest at
/// hq alone.
/// </summary>
internal static class ManyStores
{
    public const int Stores = 2_000;

    private const int SetsADay = 4;
    private const int SetsAWeek = 7 * SetsADay;
    private static readonly RetentionPlace Hq = new("hq");
    private static readonly DateTime First = new(2026, 1, 5, 0, 0, 0);

    /// <summary>So many sets in all, of 2,000 stores.</summary>
    public static RetentionFacts Facts(int sets)
    {
        int each = sets / Stores;
        DateTimeOffset now = new DateTimeOffset(Begun(each), TimeSpan.Zero).AddHours(1);
        var policy = new RetentionPolicy { Window = TimeSpan.FromDays(14), Daily = 30, Weekly = 8, Monthly = 12, MaximumDelete = 1, Zone = TimeZoneInfo.Utc };
        var media = new List<HeldMedia>(sets * 4 / 3);
        for (int store = 0; store < Stores; store++)
            media.AddRange(Media(store, each, now.AddDays(-1)));
        HeldMedia[] shuffled = [.. media];
        new Random(sets).Shuffle(shuffled);
        return new RetentionFacts
        {
            Now = now,
            Places = [new PlaceFacts { Place = RetentionPlace.Here, Policy = policy with { Window = TimeSpan.FromDays(3), Daily = 0, Weekly = 0, Monthly = 0 } }, new PlaceFacts { Place = Hq, Policy = policy }],
            Media = shuffled,
            Policy = policy,
        };
    }

    private static IEnumerable<HeldMedia> Media(int store, int count, DateTimeOffset provenAt)
    {
        var fork = new Guid(store + 1, 1, 1, new byte[8]);
        (Guid Guid, Lsn Checkpoint) full = default;
        uint logged = 1000;

        // GUIDs as they are in life: such that count up have the same hash by the thousand.
        var random = new Random(store);
        byte[] guid = new byte[16];
        for (int i = 0; i < count; i++)
        {
            random.NextBytes(guid);
            BackupKind kind = i % SetsAWeek == 0 ? BackupKind.Full : i % SetsADay == 0 ? BackupKind.Differential : BackupKind.Log;
            uint end = 1000 + (uint)(i * 20);
            var set = new BackupSet
            {
                SetGuid = new Guid(guid),
                Position = 1,
                Kind = kind,
                Database = "Shop",
                Instance = $"TILL{store}",
                Description = "[posbackup 0123456789abcdef0123456789abcdef]",
                FamilyGuid = fork,
                RecoveryForkGuid = fork,
                FirstRecoveryForkGuid = fork,
                FirstLsn = At(kind == BackupKind.Log ? logged : end),
                CheckpointLsn = At(end),
                LastLsn = At(end + 5),
                DifferentialBaseGuid = kind == BackupKind.Differential ? full.Guid : null,
                DifferentialBaseLsn = kind == BackupKind.Differential ? full.Checkpoint : null,
                StartedAt = new ServerTime(Begun(i), TimeSpan.Zero),
                FinishedAt = new ServerTime(Begun(i).AddSeconds(20), TimeSpan.Zero),
                BackupSize = kind switch { BackupKind.Full => 4_000_000_000, BackupKind.Differential => 300_000_000, _ => 5_000_000 },
            };
            if (kind == BackupKind.Full)
                full = (set.SetGuid, set.CheckpointLsn);
            else if (kind == BackupKind.Log)
                logged = end + 5;

            var held = new HeldMedia
            {
                Place = Hq,
                MediaSetId = set.SetGuid,
                Files = [new HeldFile($"shop/{store}/{i}.bak", 1, set.BackupSize, Sha256: null)],
                Sets = [set],
                Verdict = Verdict.Intact,
                ProvenAt = provenAt,
            };
            yield return held;
            if (i >= count * 2 / 3 / SetsAWeek * SetsAWeek)
                yield return held with { Place = RetentionPlace.Here, Files = [held.Files[0] with { Path = $"/backup/{store}/{i}.bak" }], ProvenAt = null };
        }
    }

    private static DateTime Begun(int index) => First.AddHours(index * (24 / SetsADay));

    private static Lsn At(uint lsn) => new(36, lsn, 1);
}
