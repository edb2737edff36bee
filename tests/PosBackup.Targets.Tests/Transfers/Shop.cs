using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>A store with targets in memory to ship to.</summary>
internal sealed class Shop : LocalStore, ITargetOpener
{
    private readonly Dictionary<string, Func<IBackupTarget>> _targets = new(StringComparer.OrdinalIgnoreCase);

    public Shop() => Add(Target);

    /// <summary>The target that most tests are about.</summary>
    public InMemoryTarget Target { get; } = new(new MemoryStore()) { Name = "hq" };

    public VerificationDefinition Verification { get; set; } = new() { WholeUpTo = 0, Blocks = 4 };

    public bool AppendOnly { get; set; }

    public bool AcceptLoss { get; set; }

    /// <summary>Connections for one file.</summary>
    public int Connections { get; set; } = 1;

    /// <summary>What a run may do; null: all.</summary>
    public IReadOnlySet<ApprovedShipment>? Approved { get; set; }

    /// <summary>What was told while it ran.</summary>
    public Heard<ShippedFile> Told { get; } = [];

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public void Add(IBackupTarget target) => _targets[target.Name] = () => target;

    public IBackupTarget Open(TargetDefinition definition) => _targets[definition.Name]();

    public Task<SyncReport> ShipAsync(CancellationToken cancellationToken = default, params string[] targets) =>
        Runner().RunAsync(Options(targets), NullObserver.Instance, cancellationToken);

    public Task<SyncReport> ShipAsync(string database) => Runner().RunAsync(Options([]) with { Databases = [database] }, NullObserver.Instance);

    /// <summary>Ships only these files.</summary>
    public Task<SyncReport> ShipAsync(IReadOnlyList<string> under) => Runner().RunAsync(Options([]) with { Under = under }, NullObserver.Instance);

    /// <summary>Ships to the one target; gives the results of its files by name.</summary>
    public async Task<TargetSyncResult> ShipOnceAsync(CancellationToken cancellationToken = default) => Assert.Single((await ShipAsync(cancellationToken)).Targets);

    public async Task<SyncPlan> PlanAsync(TimeSpan? rpo = null, params string[] under) =>
        Assert.Single(await Runner().PlanAsync(Options([]) with { Rpo = rpo, Under = under }, NullObserver.Instance)).Plan!;

    /// <summary>A target as it is defined.</summary>
    public TargetDefinition Define(string name) => new SftpDefinition
    {
        Name = name, Endpoint = new SshEndpoint { Host = "nowhere", User = "nobody" }, Verification = Verification, AppendOnly = AppendOnly, Connections = Connections,
    };

    /// <summary>The content of a file at the target; null when it is not there.</summary>
    public byte[]? At(TargetPath path) => Target.Store.Find(path)?.ToArray();

    public byte[]? At(string path) => At(TargetPath.Parse(path));

    private SyncRunner Runner() => new(Catalog, this, Journals, Clock) { Results = Told, Retry = new RetryOptions { FirstWait = TimeSpan.Zero } };

    private SyncOptions Options(string[] targets) => new()
    {
        Store = "0042",
        Targets = [.. (targets.Length == 0 ? ["hq"] : targets).Select(Define)],
        Seed = 7,
        AcceptLoss = AcceptLoss,
        Approved = Approved,
    };
}
