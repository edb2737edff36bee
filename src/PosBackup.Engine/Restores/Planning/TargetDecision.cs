using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>What a restore does about a database that has the target's name already.</summary>
internal sealed record TargetDecision
{
    public required TargetSituation Situation { get; init; }

    /// <summary>Where a restore that was begun goes on; null when this one begins with a full.</summary>
    public RestorePosition? Start { get; init; }

    /// <summary>Whether everybody has to leave the database first.</summary>
    public bool TakesOver { get; init; }

    /// <summary>Whether the log that is in no backup is taken first.</summary>
    public bool TakesTailLog { get; init; }

    /// <summary>The data files cannot be read: the tail is read without them.</summary>
    public bool IsDamaged { get; init; }

    public IReadOnlyList<RestoreNote> Notes { get; init; } = [];

    /// <summary>Whether RESTORE needs REPLACE.</summary>
    public bool Replaces => Situation is TargetSituation.Replace or TargetSituation.BeginAnew;
}

/// <summary>The situations.</summary>
internal enum TargetSituation
{
    /// <summary>No database has the name.</summary>
    New = 0,

    /// <summary>A database is overwritten, as was asked for.</summary>
    Replace,

    /// <summary>The database waits for more of these backups.</summary>
    Continue,

    /// <summary>An earlier call broke off before anything could be carried on.</summary>
    BeginAnew,
}
