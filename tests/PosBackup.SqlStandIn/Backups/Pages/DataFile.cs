using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Pages;

/// <summary>What the system pages of a data file tell.</summary>
internal sealed record DataFile
{
    public required int FileId { get; init; }

    /// <summary>Pages of the store that the file carries.</summary>
    public required int StorePages { get; init; }

    /// <summary>Whether those are pages of a real store, which RESTORE can put back, and not made up.</summary>
    public bool IsRestorable { get; init; }

    /// <summary>LSN that all pages carry.</summary>
    public Lsn Lsn { get; init; }

    public PageVerify PageVerify { get; init; } = PageVerify.Checksum;

    public string DatabaseName { get; init; } = "";

    public int DatabaseId { get; init; }

    public int DatabaseVersion { get; init; }

    public int CompatibilityLevel { get; init; }

    /// <summary>Extents of the file.</summary>
    public int Extents => PageGeometry.ExtentsOf(StorePages);
}
