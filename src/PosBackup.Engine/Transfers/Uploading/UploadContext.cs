using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers.Journal;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>What all uploads of one run to one target share.</summary>
internal sealed record UploadContext
{
    public required IBackupTarget Target { get; init; }

    /// <summary>Where the target leads, as its definition says.</summary>
    public required string Address { get; init; }

    public required TargetDescription Description { get; init; }

    public required VerificationDefinition Verification { get; init; }

    /// <summary>Connections for one file.</summary>
    public int Connections { get; init; } = 1;

    public required TransferJournals Journals { get; init; }

    public required RetryOptions Retry { get; init; }

    public required IOperationObserver Observer { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Draws the random blocks of every copy; null draws one seed for each.</summary>
    public long? Seed { get; init; }

    public long NextSeed() => Seed ?? Random.Shared.NextInt64();
}
