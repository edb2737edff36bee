using System.Collections.Concurrent;
using PosBackup.Engine;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Sftp;
using PosBackup.Targets.Tests.Transfers;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>A store that ships to real servers, through all that ships: in this process, or by the program.</summary>
internal sealed class ShippingStore : LocalStore, ITargetOpener
{
    private static readonly RetryOptions Retry = new() { FirstWait = TimeSpan.FromMilliseconds(200), LongestWait = TimeSpan.FromSeconds(2) };

    private readonly ConcurrentDictionary<string, Secret> _secrets = new(StringComparer.Ordinal);

    /// <summary>What went wrong on the way and was tried again, with its hint, in the order it was told.</summary>
    public ConcurrentQueue<string> Warnings { get; } = [];

    /// <summary>Called at each warning; heals what a test broke.</summary>
    public Action<string> OnWarning { get; set; } = _ => { };

    /// <summary>What happens at the target from behind.</summary>
    public Moments Moments { get; } = new();

    /// <summary>Files on their way at once.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Has the secrets of a place.</summary>
    public void Know(ServerPlace place) => _secrets[place.Variable] = place.Server.Password;

    public IBackupTarget Open(TargetDefinition definition) =>
        new WatchedTarget(new TargetRegistry(new KnownSecrets(_secrets), SftpTargets.Askpass, TimeProvider.System) { Retry = Retry }.Open(definition), Moments);

    /// <summary>Ships in this process.</summary>
    public async Task<IReadOnlyList<TargetSyncResult>> ShipAsync(params TargetDefinition[] targets)
    {
        var runner = new SyncRunner(Catalog, this, Journals) { Retry = Retry };
        return (await runner.RunAsync(new SyncOptions { Store = "0042", Targets = targets, Parallelism = Parallelism, Seed = 7 }, new Told(this))).Targets;
    }

    /// <summary>Ships in this process to one target.</summary>
    public async Task<TargetSyncResult> ShipOnceAsync(TargetDefinition target) => Assert.Single(await ShipAsync(target));

    /// <summary>Ships one file to one target in this process.</summary>
    public async Task<CopyResult> ShipFileAsync(TargetDefinition target)
    {
        TargetSyncResult result = await ShipOnceAsync(target);
        Assert.True(result.Message is null, $"{result.Message} ({result.Hint})");
        return Assert.Single(result.Copies);
    }

    /// <summary>Writes the file of targets for the program, with passwords in its environment.</summary>
    public async Task<string> DefineAsync(params TargetDefinition[] targets)
    {
        string path = File("targets.json");
        await new TargetFileStore(path, "0042").WriteAsync(new TargetFile { Store = "0042", Targets = targets });
        return path;
    }

    /// <summary>Starts <c>posbackup sync</c>.</summary>
    public PosBackupProcess Sync(params string[] more) => Start(["sync", "--catalog", Catalog.Path, "--targets", File("targets.json"), .. more]);

    /// <summary>Starts <c>posbackup</c>.</summary>
    public PosBackupProcess Start(IEnumerable<string> arguments) => PosBackupProcess.Start(arguments, Environment());

    /// <summary>Starts <c>posbackup serve</c>, which has shaken hands.</summary>
    public PosBackupProcess Serve()
    {
        PosBackupProcess engine = PosBackupProcess.StartSpokenTo(["serve"], Environment());
        engine.Say("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":1}}""");
        return engine;
    }

    private Dictionary<string, string> Environment() => _secrets.ToDictionary(one => one.Key, one => one.Value.Reveal(), StringComparer.Ordinal);

    private sealed class Told(ShippingStore store) : IOperationObserver
    {
        public void Started(Operation operation)
        {
        }

        public void Progressed(Operation operation, OperationProgress progress)
        {
        }

        public void Warned(Operation operation, ErrorCode code, string message, string? hint)
        {
            string said = $"{code}: {message} ({hint})";
            store.Warnings.Enqueue(said);
            store.OnWarning(said);
        }

        public void Noted(Operation operation, string message)
        {
        }

        public void Finished(Operation operation)
        {
        }
    }

    private sealed class KnownSecrets(ConcurrentDictionary<string, Secret> secrets) : ISecretSource
    {
        public ValueTask<Secret> FindAsync(SecretReference reference, string purpose, CancellationToken cancellationToken) =>
            ValueTask.FromResult(secrets.TryGetValue(reference.Name, out Secret? secret) ? secret : throw new PosBackupException(ErrorCode.SecretNotFound, $"there is no {purpose}"));
    }
}
