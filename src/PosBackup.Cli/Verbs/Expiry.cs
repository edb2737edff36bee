using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Verbs;

/// <summary>What is to be expired, where, and by which policy: all that comes before the engine is asked.</summary>
internal sealed class Expiry
{
    private readonly RetentionRunner _runner;

    private readonly RetentionOptions _options;

    private Expiry(RetentionRunner runner, RetentionOptions options, TargetFileStore store, TargetFile file, IReadOnlyList<FileOpenness> open)
    {
        (_runner, _options) = (runner, options);
        (Store, File, Open) = (store, file, open);
    }

    /// <summary>Where the file of targets lies.</summary>
    public TargetFileStore Store { get; }

    /// <summary>All targets.</summary>
    public TargetFile File { get; }

    /// <summary>Files that decide what is removed, and that strangers can change.</summary>
    public IReadOnlyList<FileOpenness> Open { get; }

    /// <summary>Reads catalog, targets and policy.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="prompt">Who is asked for secrets; null: the person at the terminal.</param>
    /// <param name="results">Told of each removal; null: nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PosBackupException">CatalogUnavailable, TargetNotFound, InvalidOption; RetentionFileInvalid: it names a target that is not defined; a file cannot be read.</exception>
    public static async Task<Expiry> PrepareAsync(ExpiryRequest asked, ISecretPrompt? prompt, IProgress<RemovalResult>? results, CancellationToken cancellationToken)
    {
        BackupCatalog catalog = CatalogLocation.Require(asked.Catalog, ", so nothing is known that could be expired");
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await TargetsFile.ReadAsync(asked.TargetsFile, cancellationToken);
        RetentionFile policies = await RetentionLocation.ReadAsync(asked.PolicyFile, asked.Terms, cancellationToken);
        policies.RequireDefined(file.Targets);
        var runner = new RetentionRunner(catalog, TargetAccess.Registry(file, prompt), asked.State ?? CatalogLocation.Beside(catalog, "transfers"), AuditLog.Beside(catalog)) { Results = results };
        var options = new RetentionOptions
        {
            Store = file.Store,
            Targets = file.Targets,
            Places = [.. asked.Places.Select(name => string.Equals(name, RetentionOptions.Here, StringComparison.OrdinalIgnoreCase) ? RetentionOptions.Here : file.Get(name).Name)],
            Databases = asked.Databases,
            Policy = policies.PolicyOf(RetentionPlace.Here),
            PolicyOf = target => policies.PolicyOf(new RetentionPlace(target)),
            Holds = await RetentionLocation.HoldsAsync(asked.PolicyFile, policies, cancellationToken),
            Acknowledged = asked.Acknowledged,
            WantedFreeBytes = asked.WantedFreeBytes,
            Approved = asked.Approved,
        };
        FileOpenness?[] open = [RetentionLocation.At(asked.PolicyFile).Openness(), HoldStore.Beside(catalog).Openness()];
        return new Expiry(runner, options, store, file, [.. open.OfType<FileOpenness>()]);
    }

    /// <summary>Expires, or says what would go.</summary>
    /// <param name="isDryRun">Whether nothing is changed.</param>
    /// <param name="observer">What the operator sees.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PosBackupException">As of the runner.</exception>
    public Task<RetentionReport> RunAsync(bool isDryRun, IOperationObserver observer, CancellationToken cancellationToken) =>
        isDryRun ? _runner.PlanAsync(_options, observer, cancellationToken) : _runner.RunAsync(_options, observer, cancellationToken);
}

/// <summary>What is asked for.</summary>
internal sealed record ExpiryRequest
{
    /// <summary>File of the catalog.</summary>
    public string? Catalog { get; init; }

    /// <summary>File of targets.</summary>
    public string? TargetsFile { get; init; }

    /// <summary>File of retention.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>What stands in for what the file says.</summary>
    public RetentionTerms Terms { get; init; } = new();

    /// <summary>Names of places; none: all.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Names or patterns; none: all.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Sets whose size somebody has looked into.</summary>
    public IReadOnlySet<Guid> Acknowledged { get; init; } = new HashSet<Guid>();

    /// <summary>Bytes that are to be free.</summary>
    public long? WantedFreeBytes { get; init; }

    /// <summary>Media sets of a plan that may go; null: all.</summary>
    public IReadOnlySet<ApprovedRemoval>? Approved { get; init; }

    /// <summary>Folder that remembers uploads under way.</summary>
    public string? State { get; init; }
}
