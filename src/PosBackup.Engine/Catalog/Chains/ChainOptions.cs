namespace PosBackup.Engine.Catalog.Chains;

/// <summary>What a search for a way through the sets takes into account.</summary>
public sealed record ChainOptions
{
    /// <summary>Name of the database: tells which recovery forks of the family are meant. Null: all.</summary>
    public string? Database { get; init; }

    /// <summary>Instance that took the sets; null: any.</summary>
    public string? Instance { get; init; }

    /// <summary>
    /// Time zone of the instance that took the sets. Only asked where the clock was changed between two sets; null: such moments are
    /// refused, with the reason.
    /// </summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Offset that stands in where media tells none. Defaults to UTC.</summary>
    public TimeSpan AssumedOffset { get; init; }

    /// <summary>What the length of a restore is reckoned with.</summary>
    public RestoreRates Rates { get; init; } = new();

    /// <summary>Where a restore that was begun stands; null begins with a full.</summary>
    public RestorePosition? Start { get; init; }
}

/// <summary>Speeds that a restore is reckoned with: guesses that measured drills replace.</summary>
public sealed record RestoreRates
{
    /// <summary>Bytes a second of fulls and differentials, from 1. Defaults to 200 MB.</summary>
    public long DataBytesPerSecond { get; init; } = 200_000_000;

    /// <summary>Bytes a second of log, which is rolled forward record by record, from 1. Defaults to 50 MB.</summary>
    public long LogBytesPerSecond { get; init; } = 50_000_000;

    /// <summary>What every RESTORE costs however small. Defaults to one second.</summary>
    public TimeSpan PerStep { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No set takes longer: headers may tell any size, and sums of estimates must stay times.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How long a set takes, up to a week.</summary>
    public TimeSpan Estimate(KnownSet known)
    {
        ArgumentNullException.ThrowIfNull(known);
        long rate = Math.Max(1, known.Set.Kind == BackupKind.Log ? LogBytesPerSecond : DataBytesPerSecond);
        double seconds = Math.Clamp(PerStep.TotalSeconds, 0, Longest.TotalSeconds) + ((double)known.Bytes / rate);
        return TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
    }
}

/// <summary>Where a database stands that is in the middle of a restore, as the instance tells.</summary>
/// <param name="ForkGuid">Its recovery fork (redo_start_fork_guid).</param>
/// <param name="Lsn">Where rolling forward goes on (redo_start_lsn).</param>
/// <param name="DifferentialBaseGuid">The full that a differential may still be put on; null when log was rolled forward already.</param>
public sealed record RestorePosition(Guid ForkGuid, Lsn Lsn, Guid? DifferentialBaseGuid = null);
