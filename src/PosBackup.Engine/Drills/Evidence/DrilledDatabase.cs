namespace PosBackup.Engine.Drills.Evidence;

/// <summary>The database that a drill is about, as its backup sets name it.</summary>
public sealed record DrilledDatabase
{
    /// <summary>Its name in the newest restored set, or as it was asked for when there is none.</summary>
    public required string Name { get; init; }

    /// <summary>Instance that made the sets; empty when there is none.</summary>
    public string Instance { get; init; } = "";

    /// <summary>Its family, which survives renames; null when no set was found.</summary>
    public Guid? FamilyGuid { get; init; }
}

/// <summary>The instance that restored a database for a drill.</summary>
public sealed record DrillInstance
{
    /// <summary><c>HOST</c> or <c>HOST\INSTANCE</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, for instance 16.0.4165.4; empty when it could not be reached.</summary>
    public string Version { get; init; } = "";

    /// <summary>Its edition; empty when it could not be reached.</summary>
    public string Edition { get; init; } = "";

    /// <summary>Name of the scratch database; null when none was begun.</summary>
    public string? ScratchDatabase { get; init; }
}
