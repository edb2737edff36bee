namespace PosBackup.Engine.Catalog;

/// <summary>Which entries of the catalog to list; what is not set does not restrict.</summary>
public sealed record CatalogFilter
{
    /// <summary>Database names; <c>*</c> and <c>?</c> are wildcards, letter case does not matter. Empty: all.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Instance as the sets name it, letter case does not matter; null: all.</summary>
    public string? Instance { get; init; }

    /// <summary>Database family, which survives renames; null: all.</summary>
    public Guid? FamilyGuid { get; init; }

    /// <summary>One set, on all its stripes and copies; null: all.</summary>
    public Guid? SetGuid { get; init; }

    /// <summary>One media set, all its stripes and copies; null: all.</summary>
    public Guid? MediaSetId { get; init; }

    /// <summary>Kind of the sets; null: all.</summary>
    public BackupKind? Kind { get; init; }

    /// <summary>Only sets that finished at this moment or later. A set whose media tells no offset is taken as UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only sets on media files in these folders, or these media files themselves. Empty: everywhere.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];
}
