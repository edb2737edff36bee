using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.History;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>What msdb keeps of a RESTORE: the set, if it does not know it yet, and that it was restored.</summary>
internal sealed class RestoreRecord(RestoreRequest request, Instance instance, SessionState session)
{
    public async Task WriteAsync(BackupSet set, OpenedMedia media, DatabaseFacts? facts)
    {
        var history = new BackupHistory(instance);
        int backup = history.FindBackup(set.SetGuid) ?? await history.RecordBackupAsync(
            set,
            [.. media.Inspections.Select(inspection => inspection.Media).OrderBy(one => one.Stripe)],
            [.. media.Devices.Zip(media.Inspections).OrderBy(pair => pair.Second.Media.Stripe).Select(pair => pair.First.Path)],
            CancellationToken.None);
        var row = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["restore_date"] = instance.Clock.GetLocalNow().DateTime,
            ["destination_database_name"] = facts?.Name ?? set.Database,
            ["user_name"] = session.LoginName,
            ["backup_set_id"] = backup,
            ["restore_type"] = facts is null ? "V" : set.TypeLetter.ToString(),
            ["replace"] = request.Replace,
            ["recovery"] = request.End == RestoreEnd.Recovery,
            ["restart"] = false,
            ["stop_at"] = request.Stop?.LocalTime,
            ["device_count"] = (byte)media.Devices.Count,
            ["stop_at_mark_name"] = request.Stop?.Mark,
            ["stop_before"] = request.Stop?.Mark is null ? null : request.Stop.IsBefore,
        };
        IReadOnlyList<string> files = facts is not null && set.Kind == BackupKind.Full ? [facts.DataFile, facts.LogFile] : [];
        await history.RecordRestoreAsync(row, files, CancellationToken.None);
    }
}
