using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>RESTORE DATABASE and RESTORE LOG: checks, reads the set beside the database, puts it in, brings the database where it is to be.</summary>
internal sealed class DatabaseRestore(RestoreRequest request, Instance instance, SessionState session, ITdsResponse response)
{
    private readonly long _start = instance.Clock.GetTimestamp();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Database? database = DatabaseRules.Find(request, instance, session);
        if (request.End == RestoreEnd.Standby)
            UndoFile.Require(request.StandbyFile);
        if (request.Devices.Count == 0)
        {
            await EndAsync(database ?? throw StatementErrors.UnknownDatabase(request.Database));
            return;
        }

        OpenedMedia media = await OpenedMedia.OpenAsync(request.Devices, cancellationToken);
        media.RequireName(request.MediaName);
        media.RequireWhole();
        BackupSet set = media.SetAt(request.Position ?? 1);
        DatabaseRules.RequireUsable(set, request, instance, media.Devices[0].Name);
        if (database is not null)
            DatabaseRules.RequireExclusive(database, instance, session);
        using IDisposable? alone = database is null ? null : database.TryBeginBackup() ?? throw RestoreErrors.InUse();
        Database target = set.Kind == BackupKind.Full
            ? await BeginAsync(database, set, media, cancellationToken)
            : await ContinueAsync(SequenceRules.Require(database, set, request), cancellationToken);
        await RestoreAsync(target, set, media, cancellationToken);
    }

    /// <summary>RESTORE … WITH RECOVERY and the like, without media.</summary>
    private async Task EndAsync(Database database)
    {
        if (database.Facts is { State: not DatabaseState.Restoring, IsStandby: false })
            throw RestoreErrors.AlreadyRecovered();
        DatabaseRules.RequireExclusive(database, instance, session);
        if (database.Facts.RedoLsn.IsZero)
            throw RestoreErrors.NeverRestored();
        database.Close();
        RestoreEnding.Apply(database, request.End, request);
        await Conversation(database).SucceededAsync(request.Verb.Text, pages: 0, instance.Clock.GetElapsedTime(_start));
    }

    private async Task<Database> BeginAsync(Database? existing, BackupSet set, OpenedMedia media, CancellationToken cancellationToken)
    {
        if (existing is not null)
            DatabaseRules.RequireOverwritable(existing, set, request);
        if (request.Stop?.LocalTime is { } stop && stop < set.FinishedAt?.Local)
            throw RestoreErrors.StopBeforeSet();
        FileTargets targets = FileTargets.Choose(set, request, instance, existing);
        await Task.Run(() => StandInMark.Require(media, set.Position, request.Database, cancellationToken), cancellationToken);

        if (existing is null)
        {
            Database added = instance.AddRestoring(request.Database, facts => RestoredFacts.Beginning(facts with { Owner = session.LoginName }, set, targets));
            MakeFiles(targets);
            return added;
        }

        using (await existing.StopWritersAsync(cancellationToken))
        {
            existing.Close();
            UndoFile.Drop(existing);
            foreach (string path in new[] { existing.StorePath, existing.StorePath + "-wal", existing.StorePath + "-shm", existing.Facts.LogFile })
                File.Delete(path);
            existing.Change(facts => RestoredFacts.Beginning(facts, set, targets));
            MakeFiles(targets);
        }

        return existing;
    }

    private static void MakeFiles(FileTargets targets)
    {
        foreach (string path in targets.Paths)
            File.WriteAllBytes(path, []);
    }

    private static async Task<Database> ContinueAsync(Database database, CancellationToken cancellationToken)
    {
        using IDisposable _ = await database.StopWritersAsync(cancellationToken);
        database.Close();
        UndoFile.Drop(database);
        database.Change(facts => facts with { State = DatabaseState.Restoring, IsStandby = false, StandbyFile = null });
        return database;
    }

    private async Task RestoreAsync(Database database, BackupSet set, OpenedMedia media, CancellationToken cancellationToken)
    {
        Conversation conversation = Conversation(database);
        using RestoredPages? pages = set.Kind == BackupKind.Log ? null : new RestoredPages(database.StorePath + ".restoring");
        SetContents contents = await ReadAsync(database, set, media, pages, conversation, cancellationToken);

        RollForward roll = new SetApplication(database, set, request.Stop).Apply(pages, contents.Log);
        bool isShort = request.Stop is not null && !roll.IsStopped && request.End == RestoreEnd.Recovery;
        RestoreEnding.Apply(database, isShort ? RestoreEnd.NoRecovery : request.End, request);

        await conversation.ProcessedAsync(contents.DataPages, database.Facts.DataName, set.Position);
        await conversation.ProcessedAsync(contents.LogPages, database.Facts.LogName, set.Position);
        if (contents.IsDamaged)
            await conversation.SayAsync(3184, "RESTORE WITH CONTINUE_AFTER_ERROR was successful but some damage was encountered. Inconsistencies in the database are possible.");
        if (isShort)
            await SayShortAsync(conversation);
        await conversation.SucceededAsync(request.Verb.Text, contents.DataPages + contents.LogPages, instance.Clock.GetElapsedTime(_start));
        await new RestoreRecord(request, instance, session).WriteAsync(set, media, database.Facts);
    }

    private async Task<SetContents> ReadAsync(
        Database database, BackupSet set, OpenedMedia media, RestoredPages? pages, Conversation conversation, CancellationToken cancellationToken)
    {
        long total = Math.Max(set.Files.Sum(file => file.BackupSize), 1);
        var contents = new SetContents(
            pages, database.Name, set.HasChecksum && request.Checksum != false, request.ContinueAfterError,
            bytes => Tell(conversation, Math.Min(bytes, total), total, cancellationToken));
        await conversation.ProgressAsync(0, total, cancellationToken);
        await Task.Run(
            () =>
            {
                foreach (MediaDevice device in media.Devices)
                    new StripeReader(device, set.Position, contents, cancellationToken).Read();
            },
            cancellationToken);
        await conversation.ProgressAsync(total, total, cancellationToken);
        return contents;
    }

    private static void Tell(Conversation conversation, long bytes, long total, CancellationToken cancellationToken) =>
#pragma warning disable VSTHRD002 // The reader works on a thread of its own and must not run ahead of what the client was told.
        conversation.ProgressAsync(bytes, total, cancellationToken).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    private Task SayShortAsync(Conversation conversation) => request.Stop!.Time is not null
        ? conversation.SayAsync(4322, "This backup set contains records that were logged before the designated point in time. The database is being left in the restoring state so that more roll forward can be performed.")
        : conversation.SayAsync(4329, "This log file contains records logged before the designated mark. The database is being left in the Restoring state so you can apply another log file.");

    private Conversation Conversation(Database database) =>
        new(response, session, request.Verb.Command, request.Stats ?? 0, instance, database.Name);
}
