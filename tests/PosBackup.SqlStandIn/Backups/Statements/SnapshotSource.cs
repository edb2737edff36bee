using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Writing;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>Shows a snapshot to the media writer. SQL Server 2019 and later write the system's own pages a second time.</summary>
internal sealed class SnapshotSource(BackupSnapshot snapshot, BackupSet begin, Func<DateTimeOffset> now, ReadExtent readExtent) : IBackupSource
{
    private const int TwoPassesSince = 15;

    public IReadOnlyList<PagePass> Passes
    {
        get
        {
            if (snapshot.Kind == BackupKind.Log)
                return [];
            var all = new PagePass(snapshot.Extents, readExtent);
            if (begin.SoftwareVersion.Major < TwoPassesSince)
                return [all];
            return [all, new PagePass(snapshot.Image.System(), readExtent)];
        }
    }

    public BackupSet Begin() => begin;

    public IReadOnlyList<LogRange> Log() => snapshot.Log;

    public BackupSet Finish() => begin with { FinishedAt = SetDescriber.At(now()) };
}
