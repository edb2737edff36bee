using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Restores;

/// <summary>What to restore, from where, to which moment, and as what.</summary>
public sealed record RestoreOptions
{
    /// <summary>Instance that restores.</summary>
    public required InstanceOptions Instance { get; init; }

    /// <summary>Name that the database had when it was backed up.</summary>
    public required string Database { get; init; }

    /// <summary>Instance that took the backups, as they name it; null when the sources hold the database of one instance only.</summary>
    public string? SourceInstance { get; init; }

    /// <summary>Name of the restored database; null restores under the old name.</summary>
    public string? Target { get; init; }

    /// <summary>
    /// Files and folders (with their subfolders) that hold the backups, as the instance and this process both see them. Empty: what the catalog
    /// expects, and what the history of the instance (msdb) names.
    /// </summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>
    /// Media files that are not here yet, each by its manifest with the path that it will have. A plan is made of them instead of <see cref="From"/>, so that what is wrong is known before
    /// anything is fetched; a restore cannot be run with them. Empty: all files are where they are said to be.
    /// </summary>
    public IReadOnlyList<Manifest> Expected { get; init; } = [];

    /// <summary>The moment to bring back. Defaults to the end of the newest set.</summary>
    public RestoreMoment Moment { get; init; } = RestoreMoment.Newest;

    /// <summary>What becomes of the database behind the last set. Defaults to <see cref="RestoreFinish.Recover"/>.</summary>
    public RestoreFinish Finish { get; init; }

    /// <summary>Undo file of <see cref="RestoreFinish.Standby"/>, as the instance sees it; null puts it beside the log file.</summary>
    public string? StandbyFile { get; init; }

    /// <summary>Whether a database of the target's name may be overwritten. Defaults to false.</summary>
    public bool Replace { get; init; }

    /// <summary>
    /// What becomes of the log that was not backed up when a database is overwritten; null refuses to overwrite a database that has some.
    /// </summary>
    public TailLogChoice? TailLog { get; init; }

    /// <summary>Folder for the tail-log backup; null puts it beside the newest set.</summary>
    public string? TailLogFolder { get; init; }

    /// <summary>Folder for data files, as the instance sees it; null: where a replaced database has them, else the instance's default.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Folder for log files, as the instance sees it; null as with <see cref="DataFolder"/>.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Time zone of the instance that took the backups; only asked where its clock was changed between two sets. Null: nobody knows.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>How long a RESTORE may stand still, 1 minute to 24 hours. Defaults to 10 minutes.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The name that the restored database gets.</summary>
    public string TargetName => Target ?? Database;

    /// <summary>Checks ranges and clashes.</summary>
    /// <exception cref="PosBackupException">InvalidOption, naming the option and its value.</exception>
    public void Validate() => RestoreOptionsRules.Check(this);
}

/// <summary>What becomes of a database behind the last set.</summary>
public enum RestoreFinish
{
    /// <summary>It comes online, and a new recovery fork begins.</summary>
    Recover = 0,

    /// <summary>It waits for more sets (NORECOVERY).</summary>
    NoRecovery,

    /// <summary>It can be read and waits for more sets (STANDBY): log shipping.</summary>
    Standby,
}

/// <summary>What becomes of the log that was not backed up.</summary>
public enum TailLogChoice
{
    /// <summary>It is backed up first, and the database is closed for writers by it.</summary>
    Take = 0,

    /// <summary>It is lost.</summary>
    Skip,
}
