using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Transfers;

/// <summary>What to fetch from which targets.</summary>
public sealed record FetchOptions
{
    /// <summary>The targets: each file comes from the first that has it and works.</summary>
    public required IReadOnlyList<TargetDefinition> Targets { get; init; }

    /// <summary>Name of the store whose backups are meant; null looks into all.</summary>
    public string? Store { get; init; }

    /// <summary>The database, by the name that it had when it was backed up.</summary>
    public required string Database { get; init; }

    /// <summary>Instance that took the backups, as they name it; null when the targets hold the database of one instance only.</summary>
    public string? SourceInstance { get; init; }

    /// <summary>The moment that a restore of what is fetched is to reach. Defaults to the end of the newest set.</summary>
    public RestoreMoment Moment { get; init; } = RestoreMoment.Newest;

    /// <summary>Folder for the files; made when missing. Below it they lie as on the target.</summary>
    public required string Folder { get; init; }

    /// <summary>Files on their way at once. 2; 1 to 16.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Whether media files that no manifest describes are fetched whole and looked into, to be planned with. Defaults to false.</summary>
    public bool WithoutManifest { get; init; }

    /// <summary>Time zone of the instance that took the backups; only asked where its clock was changed between two sets. Null: nobody knows.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Checks ranges.</summary>
    /// <exception cref="PosBackupException">InvalidOption, naming the option and its value.</exception>
    public void Validate() => FetchOptionsRules.Check(this);
}
