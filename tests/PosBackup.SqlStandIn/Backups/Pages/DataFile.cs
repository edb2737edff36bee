using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Backups.Pages;

/// <summary>What the system pages of a data file tell.</summary>
internal sealed record DataFile
{
    public required int FileId { get; init; }

    /// <summary>Pages with contents.</summary>
    public required long ContentPages { get; init; }

    /// <summary>LSN that all pages carry.</summary>
    public Lsn Lsn { get; init; }

    public PageVerify PageVerify { get; init; } = PageVerify.Checksum;

    public string DatabaseName { get; init; } = "";

    public int DatabaseId { get; init; }

    public int DatabaseVersion { get; init; }

    public int CompatibilityLevel { get; init; }

    /// <summary>Extents of the file, system extents included.</summary>
    public long Extents => DataFileLayout.ExtentsFor(ContentPages);
}
