using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>What is fetched of what lies on targets.</summary>
public sealed class FetchingTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly FetchedShop _shop = new();

    [Fact]
    public async Task Run_FetchesWhatTheMomentNeedsAndNothingElse()
    {
        TargetPath old = _shop.Take(BackupKind.Full, 100_000, "old.bak");
        TargetPath full = _shop.Take(BackupKind.Full, 3 * Megabyte, "full.bak");
        TargetPath skipped = _shop.Take(BackupKind.Log, 50_000, "skipped.trn");
        TargetPath difference = _shop.Take(BackupKind.Differential, Megabyte, "diff.bak");
        TargetPath log = _shop.Take(BackupKind.Log, 70_000, "log.trn");

        FetchReport report = await _shop.FetchAsync();

        Assert.Equal((SyncOutcome.Succeeded, 3), (report.Outcome, report.Files.Count));
        Assert.Equal([full, difference, log], report.Plan.Items.Select(item => item.Sources[0].Path));
        Assert.Equal((4L * Megabyte) + 70_000, report.Plan.Bytes);
        Assert.All([full, difference, log], _shop.AssertHere);
        Assert.All([old, skipped], path => Assert.False(File.Exists(_shop.Here(path))));
        Assert.Equal(6, _shop.Files().Length);
    }

    [Fact]
    public async Task Plan_TouchesNothing()
    {
        _shop.Take(BackupKind.Full, Megabyte, "full.bak");

        FetchPlan plan = await _shop.PlanAsync(_shop.Latest);

        Assert.Equal((Megabyte, FetchedShop.StoreName), ((int)plan.Bytes, plan.Store));
        Assert.NotNull(plan.Reached);
        Assert.False(Directory.Exists(_shop.Folder));
    }

    [Fact]
    public async Task Run_FetchesNothingWhereTheChainIsBroken()
    {
        _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        TargetPath gone = _shop.Take(BackupKind.Log, 5000, "one.trn");
        _shop.Take(BackupKind.Log, 5000, "two.trn");
        _shop.Target.Store.Remove(gone);

        FetchReport report = await _shop.FetchAsync();

        Assert.Equal((SyncOutcome.Failed, GapReason.LogMissing), (report.Outcome, report.Plan.Gap!.Reason));
        Assert.Contains(report.Plan.Notes, note => note.Code == ErrorCode.TargetFileNotFound && note.Message.Contains("one.trn", StringComparison.Ordinal));
        Assert.Empty(report.Files);
        Assert.False(Directory.Exists(_shop.Folder));
    }

    [Fact]
    public async Task Run_FetchesNothingTwice()
    {
        TargetPath full = _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        await _shop.FetchAsync();
        File.Delete(ManifestStore.PathOf(_shop.Here(full)));

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal((SyncOutcome.Succeeded, true, 0L), (file.Outcome, file.WasHere, file.BytesReceived));
        _shop.AssertHere(full);
    }

    [Theory]
    [InlineData(Megabyte)]
    [InlineData(100)]
    public async Task Run_NeverWritesOverAnotherFile(int length)
    {
        TargetPath full = _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        byte[] other = new byte[length];
        Directory.CreateDirectory(Path.GetDirectoryName(_shop.Here(full))!);
        await File.WriteAllBytesAsync(_shop.Here(full), other);

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.FileAccess), (file.Outcome, file.Code));
        Assert.Contains("was left alone", file.Message, StringComparison.Ordinal);
        Assert.Equal(other, await File.ReadAllBytesAsync(_shop.Here(full)));
    }

    [Fact]
    public async Task Run_KeepsFilesOfOneNameApart()
    {
        InMemoryTarget other = new() { Name = "nas" };
        _shop.Add(other);
        _shop.Take(BackupKind.Full, Megabyte, "shop.bak");
        _shop.Take(BackupKind.Log, 1000, "shop.bak", other.Store);

        FetchReport report = await _shop.FetchAsync(_shop.Latest with { Targets = FetchedShop.Definitions("hq", "nas") });

        Assert.Equal(SyncOutcome.Succeeded, report.Outcome);
        Assert.Equal(2, report.Plan.Items.Select(item => item.File).Distinct().Count());
        Assert.Equal(4, _shop.Files().Length);
    }

    [Fact]
    public async Task Run_FindsWhatWasTakenUnderAnotherNameBefore()
    {
        _shop.History.Name = "Old";
        _shop.Take(BackupKind.Full, Megabyte, "full.bak");
        _shop.History.Name = "Shop";
        _shop.Take(BackupKind.Log, 1000, "log.trn");

        FetchReport report = await _shop.FetchAsync();

        Assert.Equal((SyncOutcome.Succeeded, 2), (report.Outcome, report.Files.Count));
    }

    [Fact]
    public async Task Run_AsksForTheStoreWhereSeveralHaveTheDatabase()
    {
        _shop.Take(BackupKind.Full, 1000, "full.bak");
        var other = new Engine.Tests.Catalog.Chains.ShopHistory();
        other.Work();
        _shop.Ship(other.Take(BackupKind.Full).Set, 1000, "full.bak", [], store: "0043");

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => _shop.FetchAsync(_shop.Latest with { Store = null }));

        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains("0042, 0043", error.Message, StringComparison.Ordinal);
        Assert.Equal(SyncOutcome.Succeeded, (await _shop.FetchAsync(_shop.Latest with { Store = "0043" })).Outcome);
    }

    public void Dispose() => _shop.Dispose();
}
