using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Drills;

/// <summary>Which databases to drill, from which backups, to which moment, and what has to hold then.</summary>
public sealed record DrillOptions
{
    /// <summary>Instance that restores; it need not be the one that took the backups, and better is not.</summary>
    public required InstanceOptions Instance { get; init; }

    /// <summary>
    /// Names that the databases had when they were backed up, or patterns (<c>*</c> any run, <c>?</c> one character) that match what the
    /// sources, or without any the catalog, hold. Defaults to all. System databases are never drilled.
    /// </summary>
    public IReadOnlyList<string> Databases { get; init; } = ["*"];

    /// <summary>Databases that a run may drill of those that are due, as a plan tells them. Null: all. A plan shows all.</summary>
    public IReadOnlySet<ApprovedDrill>? Approved { get; init; }

    /// <summary>Instance that took the backups, as they name it; null drills the databases of every instance, each by itself.</summary>
    public string? SourceInstance { get; init; }

    /// <summary>
    /// Files and folders (with their subfolders) that hold the backups, as the instance and this process both see them. Empty: what the catalog
    /// expects, and what the history of the instance (msdb) names.
    /// </summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Which moment to restore to. Defaults to the latest.</summary>
    public DrillMoment Moment { get; init; }

    /// <summary>How far back a random or the oldest moment may lie; null takes all that can be reached.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Decides the random moment; null draws one, which the evidence names.</summary>
    public long? Seed { get; init; }

    /// <summary>The share of the databases that is due; null drills all.</summary>
    public DrillRotation? Rotation { get; init; }

    /// <summary>File of assertions; null asks for none, and then a drill proves level L2 at most.</summary>
    public string? AssertionFile { get; init; }

    /// <summary>Time from the start of the drill to a usable database that was promised; null promises none. Missing it fails no drill.</summary>
    public TimeSpan? RtoTarget { get; init; }

    /// <summary>Folder for the evidence; made when missing.</summary>
    public required string EvidenceFolder { get; init; }

    /// <summary>Folder for data files, as the instance sees it; null: the instance's default.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Folder for log files, likewise.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Time zone of the instance that took the backups; only asked where its clock was changed between two sets. Null: nobody knows.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>How long a RESTORE or DBCC CHECKDB may stand still, 1 minute to 24 hours. Defaults to 10 minutes.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Checks ranges and clashes.</summary>
    /// <exception cref="PosBackupException">InvalidOption, naming the option and its value.</exception>
    public void Validate() => DrillOptionsRules.Check(this);
}

/// <summary>A database that a person approved to be drilled.</summary>
/// <param name="Database">Its name in the sets; the name or pattern itself where nothing matched it.</param>
/// <param name="SourceInstance">Instance that took the backups; null where nothing matched.</param>
public sealed record ApprovedDrill(string Database, string? SourceInstance);
