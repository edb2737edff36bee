using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>What a person approved of a plan is shipped, the rest is told; and who listens hears of each file.</summary>
public sealed class ApprovedShipmentsTests : IDisposable
{
    private readonly Shop _shop = new();
    private readonly InMemoryTarget _stick = new(new MemoryStore()) { Name = "stick" };

    public ApprovedShipmentsTests() => _shop.Add(_stick);

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_ShipsWhatWasApprovedAndTellsTheRest()
    {
        Manifest full = _shop.Backup("full.bak", 50_000);
        Manifest log = _shop.Backup("log.trn", 20_000);
        _shop.Approved = new HashSet<ApprovedShipment> { new("hq", log.Media.Path), new("stick", full.Media.Path) };

        SyncReport report = await _shop.ShipAsync(targets: ["hq", "stick"]);

        Assert.All(report.Targets, target => Assert.Equal(SyncOutcome.Succeeded, target.Outcome));
        Assert.Equal([log.Media.Path, full.Media.Path], report.Targets.Select(target => Assert.Single(target.Copies).Item.File));
        Assert.Equal([full.Media.Path, log.Media.Path], report.Targets.Select(target => Assert.Single(target.NotTried).File));
        Assert.DoesNotContain(_shop.Target.Store.Files, path => path.Value.Contains("full.bak", StringComparison.Ordinal));
        Assert.DoesNotContain(_stick.Store.Files, path => path.Value.Contains("log.trn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_ShowsAllWhateverWasApproved()
    {
        _shop.Backup("full.bak", 50_000);
        _shop.Approved = new HashSet<ApprovedShipment>();

        Assert.Single((await _shop.PlanAsync()).Items);
    }

    [Fact]
    public async Task Run_DoesNotEvenLookAtATargetWhereNothingWasApproved()
    {
        Manifest full = _shop.Backup("full.bak", 50_000);
        _shop.Approved = new HashSet<ApprovedShipment> { new("stick", full.Media.Path) };
        _shop.Target.Refuse = (_, _) => new TargetException(TargetFailure.Unreachable, "nobody may call", "leave it");

        SyncReport report = await _shop.ShipAsync(targets: ["hq", "stick"]);

        Assert.Equal([SyncOutcome.Succeeded, SyncOutcome.Succeeded], report.Targets.Select(target => target.Outcome));
        Assert.Contains("nothing was approved", Assert.Single(report.Targets[0].Notes).Message, StringComparison.Ordinal);
        Assert.Single(report.Targets[1].Copies);
    }

    [Fact]
    public async Task Run_TellsWhatWasApprovedAndNeedsNothingAnyMore()
    {
        Manifest full = _shop.Backup("full.bak", 50_000);
        await _shop.ShipOnceAsync();
        _shop.Approved = new HashSet<ApprovedShipment> { new("hq", full.Media.Path) };

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(SyncOutcome.Succeeded, result.Outcome);
        Assert.Empty(result.Copies);
        Assert.Contains(result.Notes, note => note.Message.Contains($"{full.Media.Path} was approved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TellsOfEachFileAtEachTarget()
    {
        _shop.Backup("full.bak", 50_000);
        _shop.Backup("log.trn", 20_000);

        SyncReport report = await _shop.ShipAsync(targets: ["hq", "stick"]);

        Assert.Equal(4, _shop.Told.Count);
        Assert.Equal(
            report.Targets.SelectMany(target => target.Copies.Select(copy => (target.Target, copy.Item.File, copy.Outcome))).Order(),
            _shop.Told.Select(told => (told.Target, told.Copy.Item.File, told.Copy.Outcome)).Order());
    }
}
