namespace PosBackup.Engine.Catalog;

/// <summary>Which entries of the catalog to list; what is not set does not restrict.</summary>
public sealed record CatalogFilter : SetFilter
{
    /// <summary>One media set, all its stripes and copies; null: all.</summary>
    public Guid? MediaSetId { get; init; }

    /// <summary>Only sets on media files in these folders, or these media files themselves. Empty: everywhere.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];
}
