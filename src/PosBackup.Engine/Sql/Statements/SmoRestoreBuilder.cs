using Smo = Microsoft.SqlServer.Management.Smo;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>Turns a <see cref="RestoreCommand"/> into SMO's object, with SMO's unsafe defaults switched off.</summary>
internal static class SmoRestoreBuilder
{
    public static Smo.Restore Build(RestoreCommand command)
    {
        var restore = new Smo.Restore
        {
            // SMO would send the whole RESTORE once more after a lost connection, and report that one.
            RetryFailedQueries = false,
            Action = command.IsLog ? Smo.RestoreActionType.Log : Smo.RestoreActionType.Database,
            Database = command.Database,
            FileNumber = command.Position,
            ReplaceDatabase = command.Replace,
            Checksum = command.Checksum,
            ContinueAfterError = false,
            PercentCompleteNotification = 1,
        };
        foreach (string file in command.Files)
            restore.Devices.AddDevice(file, Smo.DeviceType.File);

        foreach (FileMove move in command.Moves)
            restore.RelocateFiles.Add(new Smo.RelocateFile(move.LogicalName, move.Path));

        if (command.Ending.StandbyFile is { } undo)
            restore.StandbyFile = undo;
        else
            restore.NoRecovery = command.Ending.Waits;

        Stop(restore, command.Stop);
        if (command.BlockSize is { } block)
            restore.BlockSize = block;

        if (command.BufferCount is { } buffers)
            restore.BufferCount = buffers;

        if (command.MaxTransferSize is { } transfer)
            restore.MaxTransferSize = transfer;

        return restore;
    }

    private static void Stop(Smo.Restore restore, RestoreStop? stop)
    {
        switch (stop)
        {
            case RestoreStop.At at:
                restore.ToPointInTime = at.Moment;
                break;
            case RestoreStop.Mark { Before: true } mark:
                restore.StopBeforeMarkName = mark.Name;
                restore.StopBeforeMarkAfterDate = mark.AfterMoment;
                break;
            case RestoreStop.Mark mark:
                restore.StopAtMarkName = mark.Name;
                restore.StopAtMarkAfterDate = mark.AfterMoment;
                break;
        }
    }
}
