using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Backups.Writing;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>Reads extents of a snapshot as BACKUP does: a page that a fault has damaged is noticed WITH CHECKSUM only.</summary>
internal sealed class SnapshotPages
{
    private const int DamageAt = 4000;
    private readonly BackupSnapshot _snapshot;
    private readonly BackupRequest _request;
    private readonly uint? _damaged;

    public SnapshotPages(BackupSnapshot snapshot, BackupRequest request, Instance instance)
    {
        _snapshot = snapshot;
        _request = request;
        _damaged = (uint?)instance.Faults.Take(FaultKind.DamagedPage, snapshot.Facts.Name)?.Amount;
    }

    /// <summary>Damaged when a damaged page was seen and the statement says CONTINUE_AFTER_ERROR.</summary>
    public BackupFlags DamageFlag => _damaged is not null && _request is { Checksum: true, ContinueAfterError: true } ? BackupFlags.Damaged : BackupFlags.None;

    /// <exception cref="Tds.SqlErrorException">3043: a damaged page WITH CHECKSUM.</exception>
    public void Read(ExtentAddress extent, Span<byte> destination)
    {
        _snapshot.Image.Read(extent, destination);
        if (_damaged is not { } page || page < extent.FirstPage || page >= extent.FirstPage + Page.ExtentPages)
            return;
        if (_request is { Checksum: true, ContinueAfterError: false })
            throw StatementErrors.DamagedPage(_snapshot.Facts.Name, page, _snapshot.Facts.DataFile);
        destination[(int)((page - extent.FirstPage) * Page.Size) + DamageAt] ^= 0x55;
    }
}
