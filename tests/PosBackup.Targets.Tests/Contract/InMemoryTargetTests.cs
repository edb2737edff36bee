using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>The target in memory keeps the contract: with everything it can do, and with nothing.</summary>
public sealed class InMemoryTargetTests : InMemoryContract
{
    protected override TargetFeatures Features => InMemoryTarget.AllFeatures;
}

/// <summary>The least a target can do.</summary>
public sealed class FeaturelessInMemoryTargetTests : InMemoryContract
{
    protected override TargetFeatures Features => TargetFeatures.None;
}

/// <summary>The least that resumes.</summary>
public sealed class ContinuingInMemoryTargetTests : InMemoryContract
{
    protected override TargetFeatures Features => TargetFeatures.Continue;
}

/// <summary>Faults of the target in memory.</summary>
[Lacks(nameof(WrongPassword_IsTold), "memory has no login")]
public abstract class InMemoryContract : TargetContract
{
    private const int SmallDisk = 8 << 20;

    protected abstract TargetFeatures Features { get; }

    protected override Task<ContractPlace> OpenPlaceAsync() => Task.FromResult(PlaceIn(new MemoryStore()));

    protected override Task<ContractPlace> OpenOnSmallDiskAsync() => Task.FromResult(PlaceIn(new MemoryStore { Capacity = SmallDisk }));

    protected override Task<IBackupTarget> OpenUnreachableAsync() => Task.FromResult<IBackupTarget>(new InMemoryTarget
    {
        Refuse = (_, _) => new TargetException(TargetFailure.Unreachable, "memory is switched off"),
    });

    protected override Task<ContractCut> OpenOnBreakableLineAsync()
    {
        var store = new MemoryStore();
        var target = new InMemoryTarget(store) { Features = Features };
        return Task.FromResult(new ContractCut(new ContractPlace(() => target, new MemoryBehind(store)), () => target.Line.CutAfter(0)));
    }

    private ContractPlace PlaceIn(MemoryStore store) => new(() => new InMemoryTarget(store) { Features = Features }, new MemoryBehind(store));
}
