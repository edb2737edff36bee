using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Transfers;

/// <summary>Which backups go to which targets.</summary>
public sealed record SyncOptions
{
    /// <summary>Name of this store on the targets.</summary>
    public required string Store { get; init; }

    /// <summary>The targets; each is served by itself, and one that is broken stops no other.</summary>
    public required IReadOnlyList<TargetDefinition> Targets { get; init; }

    /// <summary>Names of databases; <c>*</c> and <c>?</c> are wildcards, letter case does not matter. Empty: all that the catalog knows.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Only media files in these folders, or these files themselves. Empty: everywhere.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    /// <summary>Files on their way at once, for each target. 2; 1 to 16.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>
    /// How much work may be lost when the store burns down: how old a log may be before it is off-site. Null: the oldest goes first whatever the line.
    /// </summary>
    public TimeSpan? Rpo { get; init; }

    /// <summary>Draws the random blocks that are read back; null draws a seed for each copy, which its record names.</summary>
    public long? Seed { get; init; }

    /// <summary>
    /// Ships anew to a target on which not one of three or more proven copies is left, and forgets proven copies whose folder shows nothing at all. Without it such a target fails, and
    /// such copies stay recorded: it is more likely the wrong place, or a share that is not mounted, than a loss.
    /// </summary>
    public bool AcceptLoss { get; init; }

    /// <summary>
    /// What a run may do of its plan, as a plan tells it: other items are not tried. A target at which nothing is approved is not even looked at, so nothing is cleared away there either.
    /// Null: all. A plan shows all.
    /// </summary>
    public IReadOnlySet<ApprovedShipment>? Approved { get; init; }

    /// <summary>Checks ranges.</summary>
    /// <exception cref="PosBackupException">InvalidOption, naming the option and its value.</exception>
    public void Validate() => SyncOptionsRules.Check(this);

    internal bool Approves(string target, SyncItem item) => Approved?.Contains(new ApprovedShipment(target, item.File)) != false;

    /// <summary>What was approved at a target; null where all is.</summary>
    internal IReadOnlyList<ApprovedShipment>? ApprovedAt(string target) => Approved is null ? null : [.. Approved.Where(one => string.Equals(one.Target, target, StringComparison.Ordinal))];
}

/// <summary>An item of a plan that a person approved.</summary>
/// <param name="Target">Name of the target, as it is defined.</param>
/// <param name="File">Path of the media file here.</param>
public sealed record ApprovedShipment(string Target, string File);
