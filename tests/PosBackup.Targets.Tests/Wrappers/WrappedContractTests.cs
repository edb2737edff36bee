using Microsoft.Extensions.Logging.Abstractions;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Support;

namespace PosBackup.Targets.Tests.Wrappers;

/// <summary>Wrapped in everything at once, a target still keeps the contract.</summary>
[Lacks(nameof(WrongPassword_IsTold), "memory has no login")]
[Lacks(nameof(Lost_InAReadIsToldAndTheNextCallConnectsAnew), "retries heal it, which RetryTests hold")]
public sealed class WrappedContractTests : TargetContract
{
    private const int SmallDisk = 8 << 20;

    protected override Task<ContractPlace> OpenPlaceAsync() => Task.FromResult(PlaceIn(new MemoryStore()));

    protected override Task<ContractPlace> OpenOnSmallDiskAsync() => Task.FromResult(PlaceIn(new MemoryStore { Capacity = SmallDisk }));

    protected override Task<IBackupTarget> OpenUnreachableAsync() => Task.FromResult<IBackupTarget>(Wrapped(new InMemoryTarget
    {
        Refuse = (_, _) => new TargetException(TargetFailure.Unreachable, "memory is switched off"),
    }));

    protected override Task<ContractCut> OpenOnBreakableLineAsync()
    {
        var store = new MemoryStore();
        var target = new InMemoryTarget(store);
        return Task.FromResult(new ContractCut(new ContractPlace(() => Wrapped(target), new MemoryBehind(store)), () => target.Line.CutAfter(0)));
    }

    private static ContractPlace PlaceIn(MemoryStore store) => new(() => Wrapped(new InMemoryTarget(store)), new MemoryBehind(store));

    private static RetryingTarget Wrapped(InMemoryTarget target)
    {
        var clock = new JumpingClock();
        var throttled = new ThrottledTarget(target, new ThrottleDefinition { BytesPerSecond = 4 << 20 }, clock);
        return new RetryingTarget(new LoggingTarget(throttled, NullLogger.Instance, clock), new RetryPolicy(new RetryOptions(), clock, new Random(1)));
    }
}
