namespace PosBackup.Engine.Catalog;

/// <summary>Which drills to list; what is not set does not restrict.</summary>
public sealed record DrillFilter
{
    /// <summary>Database names; <c>*</c> and <c>?</c> are wildcards, letter case does not matter. Empty: all.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Instance that made the backup sets, letter case does not matter; null: all.</summary>
    public string? Instance { get; init; }

    /// <summary>Database family, which survives renames; null: all.</summary>
    public Guid? FamilyGuid { get; init; }

    /// <summary>How they ended; null: however.</summary>
    public DrillOutcome? Outcome { get; init; }

    /// <summary>Only drills that began at this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }
}
