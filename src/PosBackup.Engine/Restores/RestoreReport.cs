using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Restores;

/// <summary>What a restore did.</summary>
public sealed record RestoreReport
{
    /// <summary>Identity of the restore; the same for all calls that carry it on.</summary>
    public required Guid RestoreId { get; init; }

    /// <summary>Name of the restoring instance.</summary>
    public required string Instance { get; init; }

    /// <summary>Name of the database in the backups.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the restored database.</summary>
    public required string Target { get; init; }

    /// <summary>State of the database that had that name, as it was found; null when none had, and where the instance was not asked.</summary>
    public DatabaseState? TargetState { get; init; }

    /// <summary>How it ended.</summary>
    public required RestoreOutcome Outcome { get; init; }

    /// <summary>Why it did not succeed; <see cref="ErrorCode.None"/> when it did.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person; empty when it succeeded.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do about it; null for nothing.</summary>
    public string? Hint { get; init; }

    /// <summary>Why the moment cannot be reached; null unless <see cref="RestoreOutcome.NotRecoverable"/>.</summary>
    public ChainGap? Gap { get; init; }

    /// <summary>The plan; null when it did not come to one.</summary>
    public RestorePlan? Plan { get; init; }

    /// <summary>What the steps did, in order; those that were not begun are missing.</summary>
    public IReadOnlyList<RestoreStepResult> Steps { get; init; } = [];

    /// <summary>When the state that was brought back was; null when none was.</summary>
    public ServerTime? Reached { get; init; }

    /// <summary>What the restored database is like; null when it cannot be opened, or did not come so far.</summary>
    public RestoredDatabase? Restored { get; init; }

    /// <summary>What to know besides.</summary>
    public IReadOnlyList<RestoreNote> Notes { get; init; } = [];

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the database could be used, or the restore ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Time in all: what a shop waits.</summary>
    public TimeSpan Duration => FinishedAt - StartedAt;
}

/// <summary>How a restore ended.</summary>
public enum RestoreOutcome
{
    /// <summary>The database is as it was at the moment.</summary>
    Succeeded = 0,

    /// <summary>It failed; the message says what the database is now and how to go on.</summary>
    Failed,

    /// <summary>The backups do not lead to the moment. Nothing was touched.</summary>
    NotRecoverable,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}

/// <summary>What a step did.</summary>
/// <param name="Number">Number in the plan.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Messages">What the instance said, progress left out.</param>
public sealed record RestoreStepResult(int Number, TimeSpan Duration, IReadOnlyList<ServerMessage> Messages);

/// <summary>What a restored database is like, for whoever has to put it to use.</summary>
public sealed record RestoredDatabase
{
    /// <summary>Login that owns it now; null when it has none.</summary>
    public string? Owner { get; init; }

    /// <summary>Recovery model.</summary>
    public RecoveryModel RecoveryModel { get; init; }

    /// <summary>Page-verify option.</summary>
    public PageVerify PageVerify { get; init; }

    /// <summary>Compatibility level, for instance 160.</summary>
    public int CompatibilityLevel { get; init; }

    /// <summary>Database users whose login is not on this instance.</summary>
    public IReadOnlyList<OrphanedUser> OrphanedUsers { get; init; } = [];
}

/// <summary>A database user whose login is not on this instance.</summary>
/// <param name="Name">Name of the user.</param>
/// <param name="HasNamesake">Whether the instance has a login of that name, with another SID.</param>
/// <param name="Fix">The statement that mends it.</param>
public sealed record OrphanedUser(string Name, bool HasNamesake, string Fix);
