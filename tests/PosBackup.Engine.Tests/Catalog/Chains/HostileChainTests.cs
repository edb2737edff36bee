using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>Whatever files claim, a search ends, and with an answer.</summary>
public sealed class HostileChainTests
{
    private static readonly DateTime[] Dates =
        [DateTime.MinValue, DateTime.MinValue.AddSeconds(1), new(2026, 3, 2, 8, 0, 0), new(2026, 10, 25, 2, 30, 0), DateTime.MaxValue, DateTime.MaxValue.AddSeconds(-1)];

    private static readonly TimeSpan?[] Offsets = [null, TimeSpan.Zero, TimeSpan.FromHours(14), TimeSpan.FromHours(-14), TimeSpan.FromHours(31), TimeSpan.FromSeconds(7)];

    [Fact]
    public void Find_NeverThrows()
    {
        var random = new Random(20260302);
        for (int round = 0; round < 1500; round++)
        {
            Guid[] guids = [Guid.Empty, .. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];
            SetSighting[] sightings = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => Sighting(random, guids))];
            IReadOnlyList<SetFamily> families = ChainBuilder.Build(sightings);
            var options = new ChainOptions
            {
                Database = random.Next(3) == 0 ? null : "Shop",
                Zone = random.Next(2) == 0 ? TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") : null,
                AssumedOffset = TimeSpan.FromHours(random.Next(-14, 15)),
                Rates = new RestoreRates { DataBytesPerSecond = random.Next(2), LogBytesPerSecond = -random.Next(2) },
                Start = random.Next(3) == 0 ? new RestorePosition(Pick(random, guids), Lsn(random), Pick(random, guids)) : null,
            };
            foreach (RestoreMoment moment in Moments(random, guids))
            {
                ChainSearch search = ChainFinder.Find(families, moment, options);
                Assert.True(search.Path is null != search.Gap is null);
                Assert.NotNull(search.Path is { } path ? $"{path.Bytes} {path.Estimate} {path.Moment}" : search.Gap!.Message);
            }

            foreach (SetFamily family in families)
                Assert.All(ChainFinder.Reachable(family, options), span => Assert.True(span.From <= span.To));
        }
    }

    [Fact]
    public void Find_ThroughManyForksAtOnePlace_Ends()
    {
        // Every log leaves one fork for another, all begin at one LSN, and each search must look at each of them.
        const int Count = 100_000;
        BackupSet full = Drawn.Chain("F").Sets[0].Set;
        Guid[] forks = [full.RecoveryForkGuid, .. Enumerable.Range(0, Count).Select(_ => Guid.NewGuid())];
        KnownSet[] sets =
        [
            new KnownSet { Set = full },
            .. Enumerable.Range(1, Count).Select(i => new KnownSet
            {
                Set = full with
                {
                    SetGuid = Guid.NewGuid(),
                    Kind = BackupKind.Log,
                    FirstLsn = full.LastLsn,
                    LastLsn = ShopHistory.At((uint)(1000 + i)),
                    FirstRecoveryForkGuid = forks[i % 2 == 0 ? 0 : i - 1],
                    RecoveryForkGuid = forks[i],
                    ForkPointLsn = ShopHistory.At((uint)(999 + i)),
                    StartedAt = new ServerTime(full.StartedAt.Local.AddSeconds(i), i % 3 == 0 ? full.StartedAt.Offset : TimeSpan.FromHours(2)),
                    FinishedAt = new ServerTime(full.StartedAt.Local.AddSeconds(i), full.StartedAt.Offset),
                    Flags = BackupFlags.BulkLogged,
                },
            }),
        ];
        SetFamily[] families = [new SetFamily { FamilyGuid = full.FamilyGuid, Sets = sets }];
        var options = new ChainOptions { Database = "Shop" };

        Assert.NotNull(ChainFinder.Find(families, RestoreMoment.Newest, options).Path);
        Assert.NotNull(ChainFinder.Find(families, ShopHistory.Time("9:00:00.5"), options).Gap);
        Assert.NotNull(ChainFinder.Find(families, new RestoreMoment.AtLocal(full.StartedAt.Local.AddHours(1).AddMilliseconds(500)), options).Gap);
        Assert.NotNull(ChainFinder.Find(families, new RestoreMoment.AtLsn(ShopHistory.At(1500)), options).Gap);
        Assert.NotNull(ChainFinder.Find(families, new RestoreMoment.AtMark("m"), options).Path);
        Assert.NotEmpty(ChainFinder.Reachable(families[0], options));
    }

    private static IEnumerable<RestoreMoment> Moments(Random random, Guid[] guids) =>
    [
        RestoreMoment.Newest,
        .. Dates.Select(date => new RestoreMoment.AtLocal(date)),
        .. Dates.Select(date => new RestoreMoment.At(new DateTimeOffset(date, TimeSpan.Zero))),
        new RestoreMoment.EndOfSet(Pick(random, guids)),
        new RestoreMoment.AtLsn(Lsn(random), random.Next(2) == 0),
        new RestoreMoment.AtMark("", Pick(random, Dates)),
        new RestoreMoment.AtMark("mark"),
    ];

    private static SetSighting Sighting(Random random, Guid[] guids) => new()
    {
        Source = (SetSource)random.Next(4),
        MediaSetId = Pick(random, guids),
        Stripes = random.Next(-1, 4),
        File = random.Next(5) == 0 ? null : new SetFile { Path = $"/{random.Next(3)}/{random.Next(5)}.bak", Stripe = random.Next(-1, 4), Verdict = random.Next(2) == 0 ? null : (Verdict)random.Next(4) },
        Set = new BackupSet
        {
            SetGuid = Pick(random, guids),
            Position = random.Next(-1, 3),
            Kind = (BackupKind)random.Next(8),
            Database = "Shop",
            Instance = "TILL",
            FamilyGuid = guids[random.Next(2)],
            RecoveryForkGuid = guids[random.Next(4)],
            FirstRecoveryForkGuid = guids[random.Next(4)],
            ForkPointLsn = random.Next(2) == 0 ? null : Lsn(random),
            FirstLsn = Lsn(random),
            LastLsn = Lsn(random),
            CheckpointLsn = Lsn(random),
            DifferentialBaseGuid = random.Next(2) == 0 ? null : Pick(random, guids),
            DifferentialBaseLsn = random.Next(2) == 0 ? null : Lsn(random),
            Flags = (BackupFlags)random.Next(0x800),
            BackupSize = Pick(random, new[] { 0, 1, long.MaxValue, long.MinValue }),
            CompressedSize = Pick(random, new[] { 0, 1, long.MaxValue, long.MinValue }),
            StartedAt = Time(random),
            FinishedAt = random.Next(4) == 0 ? null : Time(random),
        },
    };

    private static ServerTime Time(Random random) => new(Pick(random, Dates), Pick(random, Offsets));

    private static Lsn Lsn(Random random) => random.Next(20) switch
    {
        0 => Engine.Catalog.Lsn.Zero,
        1 => new Lsn(uint.MaxValue, uint.MaxValue, ushort.MaxValue),
        _ => ShopHistory.At((uint)random.Next(100, 108)),
    };

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
