using PosBackup.PowerShell.Formats;

namespace PosBackup.PowerShell.Records;

/// <summary>What a restored database is like.</summary>
public sealed class RestoredDatabase : Record
{
    /// <summary>Its owner.</summary>
    public string? Owner { get; internal set; }

    /// <summary>How it keeps its log.</summary>
    public RecoveryModel RecoveryModel { get; internal set; }

    /// <summary>How it notices damaged pages.</summary>
    public PageVerify PageVerify { get; internal set; }

    /// <summary>Its compatibility level.</summary>
    public int CompatibilityLevel { get; internal set; }

    /// <summary>Users whose login is not on the instance.</summary>
    public IReadOnlyList<OrphanedUser> OrphanedUsers { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"recovery model {RecoveryModel}, owner {Owner ?? "unknown"}, {Readable.Counted(OrphanedUsers.Count, "user")} without a login");
}
