using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills;

/// <summary>Which databases a run of drills would take. Making it restores nothing, removes nothing and leaves no evidence.</summary>
public sealed record DrillPlanReport
{
    /// <summary>Name of the instance that would restore.</summary>
    public required string Instance { get; init; }

    /// <summary>When it was looked; it decides the share of a rotation by the day.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>The databases that are due, in the order of the run.</summary>
    public required IReadOnlyList<PlannedDrill> Drills { get; init; }

    /// <summary>How many databases were found that are in another share of the rotation.</summary>
    public int NotDue { get; init; }

    /// <summary>What to know besides: files that could not be read.</summary>
    public IReadOnlyList<RestoreNote> Notes { get; init; } = [];
}

/// <summary>A database that would be drilled. Which moment, and whether it can be reached, only the drill tells.</summary>
/// <param name="Database">Its name in the sets; the name or pattern itself where nothing matches it.</param>
/// <param name="SourceInstance">Instance that took the backups; null where nothing matches: its drill would say that no backup of it was found.</param>
/// <param name="Store">The store that has them; null where stores are not told apart.</param>
/// <param name="Places">Where the backups are; empty for what catalog and history name.</param>
public sealed record PlannedDrill(string Database, string? SourceInstance, string? Store, IReadOnlyList<string> Places);
