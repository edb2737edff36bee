using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Journal;
using PosBackup.Engine.Transfers.Proving;
using PosBackup.Engine.Transfers.Uploading;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>One file by several connections, each a range of it.</summary>
public sealed class RangedShippingTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string File = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/full.bak";

    private readonly Shop _shop = new() { Connections = 3, Verification = new VerificationDefinition { Depth = VerificationDepth.Whole } };

    [Fact]
    public async Task Run_SendsEachRangeOnce()
    {
        var offsets = new List<TargetPath>();
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "Put" && !path.Name.Contains("manifest", StringComparison.Ordinal))
                lock (offsets)
                    offsets.Add(path);
            return null;
        };
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(4, offsets.Count);
        Assert.Equal(_shop.Here(full), _shop.At(File));
        Assert.Equal(2, _shop.Target.Store.Files.Count);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(30)]
    [InlineData(47)]
    public async Task Run_ResumesEveryRangeAfterAKill(int megabytes)
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(megabytes * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.InRange(copy.BytesSent, (50 - megabytes) * Megabyte, (50 - megabytes + 3) * Megabyte);
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Fact]
    public async Task RangeEnd_IsTheBeginningOfARangeThatThePartDoesNotReach()
    {
        _shop.Target.Store.FindOrMake(TargetPath.Parse("part")).SetLength(9 * Megabyte);
        var comparison = new RangeComparison(_shop.Target, TargetPath.Parse("part"), new MemoryStream(new byte[50 * Megabyte]));

        Assert.Equal(33 * Megabyte, await RangeEnd.FindAsync(comparison, new RangeProgress(33 * Megabyte, 50 * Megabyte, 33 * Megabyte), partLength: 9 * Megabyte, default));
        Assert.Equal(9 * Megabyte, await RangeEnd.FindAsync(comparison, new RangeProgress(0, 16 * Megabyte, 3 * Megabyte), partLength: 9 * Megabyte, default));
    }

    [Fact]
    public async Task Run_BeginsAnewWithoutAJournalForTheFileHasHoles()
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(30 * Megabyte);
        foreach (string journal in Directory.EnumerateFiles(_shop.File("transfers"), "*.transfer.json"))
            System.IO.File.Delete(journal);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Fact]
    public async Task Run_SendsARangeAgainThatIsNotTheSource()
    {
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);
        await BreakOffAsync(40 * Megabyte);
        MemoryFile part = _shop.Target.Store.Find(Assert.Single(_shop.Target.Store.Files))!;
        part.SetLength(0);
        part.SetLength(50 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Fact]
    public async Task Run_GoesByOneConnectionWhereTheTargetCannotWriteAnywhere()
    {
        _shop.Add(new InMemoryTarget(_shop.Target.Store) { Name = "hq", Features = TargetFeatures.Continue });
        Manifest full = _shop.Backup("full.bak", 50 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 50L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(File));
    }

    [Theory]
    [InlineData(0, 4, 1)]
    [InlineData(33L * Megabyte, 4, 2)]
    [InlineData(1000L * Megabyte + 17, 4, 4)]
    public void Split_CoversTheFile(long length, int connections, int ranges)
    {
        IReadOnlyList<RangeProgress> split = RangePlanner.Split(length, connections);

        Assert.Equal(ranges, split.Count);
        Assert.True(RangePlanner.Cover(split, length));
        Assert.False(RangePlanner.Cover(split, length + 1));
    }

    public void Dispose() => _shop.Dispose();

    private async Task BreakOffAsync(int bytes)
    {
        int puts = 0;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "Put" && Interlocked.Increment(ref puts) == 2)
                _shop.Target.Line.CutAfter(bytes);
            return puts > 4 ? new TargetException(TargetFailure.Unknown, "killed") : null;
        };
        Assert.Equal(SyncOutcome.Failed, (await _shop.ShipOnceAsync()).Outcome);
        _shop.Target.Refuse = null;
    }
}
