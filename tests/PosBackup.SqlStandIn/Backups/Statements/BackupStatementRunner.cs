using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Backups.History;
using PosBackup.SqlStandIn.Backups.Writing;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>Runs BACKUP DATABASE and BACKUP LOG from the first check to the row in msdb.</summary>
public sealed class BackupStatementRunner
{
    private readonly Instance _instance;
    private readonly SessionState _session;
    private readonly ITdsResponse _response;
    private readonly BackupRequest _request;

    private BackupStatementRunner(Instance instance, SessionState session, ITdsResponse response, BackupRequest request)
    {
        _instance = instance;
        _session = session;
        _response = response;
        _request = request;
    }

    /// <summary>Runs the statement; messages and DONEs go to the response.</summary>
    /// <exception cref="SqlErrorException">The server's refusal, 3013 behind it; after an attention 3204 and 3013.</exception>
    public static async Task RunAsync(
        BackupStatement statement, StatementValues values, Instance instance, SessionState session, ITdsResponse response, CancellationToken attention)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(session);
        string name = statement is BackupTransactionLogStatement ? "BACKUP LOG" : "BACKUP DATABASE";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(attention, session.KillToken);
        try
        {
            await new BackupStatementRunner(instance, session, response, BackupRequest.Read(statement, values)).RunAsync(stop.Token);
            response.Done(0, rowCount: null);
        }
        catch (SqlErrorException error)
        {
            throw new SqlErrorException([.. error.Messages, StatementErrors.Terminating(name)]);
        }
    }

    private async Task RunAsync(CancellationToken attention)
    {
        Database database = BackupRules.Check(_request, _instance, _session);
        DevicePath[] devices = [.. _request.Devices.Select(device => DevicePath.Resolve(device, _instance))];
        using IDisposable _ = database.TryBeginBackup() ?? throw StatementErrors.Serialized();
        foreach (DevicePath device in devices)
            device.RequireWritable(_instance, database.Name);

        _session.CurrentCommand = _request.Statement;
        _session.PercentComplete = 0;
        try
        {
            if (_request.NoRecovery)
                RequireExclusive(database);
            await BackUpAsync(database, devices, attention);
        }
        catch (OperationCanceledException)
        {
            if (_request.NoRecovery)
                BringBack(database);
            throw StatementErrors.Aborted();
        }
        catch (SqlErrorException) when (_request.NoRecovery)
        {
            BringBack(database);
            throw;
        }
        finally
        {
            _session.CurrentCommand = null;
        }
    }

    private async Task BackUpAsync(Database database, DevicePath[] devices, CancellationToken attention)
    {
        DateTimeOffset start = _instance.Clock.GetLocalNow();
        long ticks = _instance.Clock.GetTimestamp();

        // A tail-log backup keeps writers out until the database is restoring: what they committed in between would be lost.
        using IDisposable? writersOut = _request.NoRecovery ? await database.StopWritersAsync(attention) : null;
        using BackupSnapshot snapshot = writersOut is null
            ? await BackupSnapshot.TakeAsync(database, _request.Kind, _instance, attention)
            : BackupSnapshot.Take(database, _request.Kind, _instance);
        BackupSet begin = SetDescriber.Describe(snapshot, _request, _instance, _session.LoginName, start, Expiry.Of(_request, start.DateTime, _session.DateFormat));
        var conversation = new Conversation(_response, _session, _request.Command, _request.Stats, _instance, database.Name);

        BackupSet set = await WriteAsync(snapshot, begin, devices, conversation, attention);

        await TellAsync(conversation, set, snapshot, _instance.Clock.GetElapsedTime(ticks));
        FactsAfterBackup.Apply(database, set, _request);
        await RecordAsync(set, devices);
    }

    private async Task<BackupSet> WriteAsync(
        BackupSnapshot snapshot, BackupSet begin, DevicePath[] devices, Conversation conversation, CancellationToken attention)
    {
        if (devices.Any(device => device.File is null))
        {
            await conversation.ProgressAsync(1, 1, attention);
            return begin with { FinishedAt = SetDescriber.At(_instance.Clock.GetLocalNow()), BackupSize = snapshot.Size, CompressedSize = snapshot.Size };
        }

        Fault? full = _instance.Faults.Take(FaultKind.DiskFull, begin.Database);
        MediaSetWriter writer;
        try
        {
            writer = await new MediaChoice(_request, devices, _instance).OpenAsync(full is null ? null : Limited(full.Amount), attention);
        }
        catch (IOException error)
        {
            throw StatementErrors.WriteFailed(devices[0].Name, DiskErrors.Of(error));
        }

        using (writer)
        {
            try
            {
                SnapshotPages? pages = _request.Kind == BackupKind.Log ? null : new SnapshotPages(snapshot, _request, _instance);
                BackupSet set = begin with { Flags = begin.Flags | (pages?.DamageFlag ?? BackupFlags.None) };
                var source = new SnapshotSource(snapshot, set, _instance.Clock.GetLocalNow, (extent, destination) => pages!.Read(extent, destination));
                return await Task.Run(() => writer.WriteSet(source, _request.Checksum, written => Report(conversation, written, snapshot.Size, attention), attention), attention);
            }
            catch (IOException error)
            {
                writer.RollBack();
                throw StatementErrors.WriteFailed(devices[0].Name, DiskErrors.Of(error));
            }
            catch (Exception error) when (error is OperationCanceledException or SqlErrorException)
            {
                writer.RollBack();
                throw;
            }
        }
    }

    /// <summary>The writer works on a thread of its own and must not run ahead of what the client was told.</summary>
    private static void Report(Conversation conversation, long written, long total, CancellationToken attention) =>
#pragma warning disable VSTHRD002 // The thread is ours alone; waiting is the point.
        conversation.ProgressAsync(Math.Min(written, total), total, attention).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    private async Task TellAsync(Conversation conversation, BackupSet set, BackupSnapshot snapshot, TimeSpan elapsed)
    {
        long dataPages = snapshot.Extents.Count * 8L;
        long logPages = (snapshot.Log.Sum(range => range.Length) + 8191) / 8192;
        if (set.Kind != BackupKind.Log)
            await conversation.ProcessedAsync(dataPages, snapshot.Facts.DataName, set.Position);
        await conversation.ProcessedAsync(logPages, snapshot.Facts.LogName, set.Position);
        if (set.Flags.HasFlag(BackupFlags.Damaged))
        {
            await conversation.SayAsync(3042, "BACKUP WITH CONTINUE_AFTER_ERROR successfully generated a backup of the damaged database. "
                + "Refer to the SQL Server error log for information about the errors that were encountered.");
        }

        string statement = set.Kind == BackupKind.Differential ? "BACKUP DATABASE WITH DIFFERENTIAL" : _request.Statement;
        await conversation.SucceededAsync(statement, dataPages + logPages, elapsed);
    }

    private async Task RecordAsync(BackupSet set, DevicePath[] devices)
    {
        var media = new List<MediaFile>();
        foreach (DevicePath device in devices)
        {
            media.Add(device.File is null
                ? new MediaFile { Path = device.Name, MediaSetId = Guid.NewGuid(), Stripe = media.Count + 1, Stripes = devices.Length }
                : (await MediaInspector.InspectAsync(device.File, CancellationToken.None)).Media);
        }

        await new BackupHistory(_instance).RecordBackupAsync(set, media, [.. devices.Select(device => device.File ?? device.Name)], CancellationToken.None);
    }

    private static Func<string, FileMode, Stream> Limited(long room) =>
        (path, mode) => new DiskFullStream(new FileStream(path, mode, FileAccess.ReadWrite, FileShare.Read), room);

    /// <summary>A tail-log backup takes the database away from everybody else.</summary>
    private void RequireExclusive(Database database)
    {
        if (_instance.Sessions.Using(database.Name).Any(session => session != _session))
            throw new SqlErrorException(new SqlMessage(3101, 16, 1, "Exclusive access could not be obtained because the database is in use."));
    }

    private static void BringBack(Database database) => database.Open();
}
