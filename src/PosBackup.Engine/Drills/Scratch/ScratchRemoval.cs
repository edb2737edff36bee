using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Drills.Journal;
using PosBackup.Engine.Files;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Drills.Scratch;

/// <summary>
/// Drops a scratch database. Two conditions, both of them always: the name is, to the letter, one that <see cref="ScratchName"/> makes, and a
/// journal of ours says that we made it on this instance.
/// </summary>
internal sealed class ScratchRemoval(InstanceOptions instance, DrillJournalStore drills, JournalStore restores, TimeSpan stallTimeout, TimeProvider clock)
{
    private const int MostAttempts = 5;

    /// <summary>An aborted RESTORE rolls back for a moment, and the database counts as in use until then.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Drops it, and forgets its journals when it is gone. Never cancelled, never throws for what the instance says.</summary>
    public async Task<CleanUpResult> RemoveAsync(DrillJournal journal)
    {
        if (!ScratchName.TryParse(journal.ScratchDatabase, out ScratchName name))
            return LeftBehind($"{journal.ScratchDatabase} is no name of a scratch database, so it is not touched");

        try
        {
            SqlSession session = await SqlSession.OpenAsync(instance, CancellationToken.None).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
                return await RemoveAsync(session, journal, name.ToString()).ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            return LeftBehind($"{journal.ScratchDatabase} could not be dropped: {e.Message}");
        }
    }

    /// <summary>Forgets a scratch database that turned out not to be ours, or not to be there.</summary>
    public async Task ForgetAsync(DrillJournal journal)
    {
        // The lock of a killed restore is free, but its file stays until somebody has taken it and let it go.
        using FolderLock gate = restores.Lock(journal.Instance, journal.ScratchDatabase);
        if (await restores.ReadAsync(journal.Instance, journal.ScratchDatabase, CancellationToken.None).ConfigureAwait(false) is { } restore)
            restores.Remove(restore);

        drills.Remove(journal);
    }

    private async Task<CleanUpResult> RemoveAsync(SqlSession session, DrillJournal journal, string name)
    {
        InstanceFacts facts = await InstanceFactsQuery.ReadAsync(session, CancellationToken.None).ConfigureAwait(false);
        if (!string.Equals(facts.Name, journal.Instance, StringComparison.OrdinalIgnoreCase))
            return LeftBehind($"{name} was made on {journal.Instance}, and this is {facts.Name}, so it is not touched");

        TargetFacts? target = await ReadAsync(session, facts, name).ConfigureAwait(false);
        for (int attempt = 1; target is not null; attempt++)
        {
            try
            {
                await DropAsync(target, name).ConfigureAwait(false);
                break;
            }
            catch (PosBackupException e) when (attempt < MostAttempts && e.Code == ErrorCode.DatabaseInUse)
            {
                await Task.Delay(Pause, clock).ConfigureAwait(false);
                target = await ReadAsync(session, facts, name).ConfigureAwait(false);
            }
        }

        if (target is not null && await ReadAsync(session, facts, name).ConfigureAwait(false) is not null)
            return LeftBehind($"{name} is still there after it was dropped");

        await ForgetAsync(journal).ConfigureAwait(false);
        string[] files = target is null || !facts.IsOn(Environment.MachineName) ? [] : [.. target.Files.Select(file => file.PhysicalName).Where(File.Exists)];
        return files.Length > 0 ? LeftBehind($"{name} was dropped, but its files are still there: {string.Join(", ", files)}; delete them by hand")
            : new CleanUpResult { Outcome = target is null ? CleanUpOutcome.NothingToDo : CleanUpOutcome.Removed };
    }

    /// <summary>The database of exactly that name: an instance that compares without case may have another one in its place.</summary>
    private static async Task<TargetFacts?> ReadAsync(SqlSession session, InstanceFacts facts, string name) =>
        await TargetFactsQuery.ReadAsync(session, facts, name, CancellationToken.None).ConfigureAwait(false) is { } target
        && string.Equals(target.Database.Name, name, StringComparison.Ordinal) ? target : null;

    private async Task DropAsync(TargetFacts target, string name)
    {
        var runner = new StatementRunner(clock);
        if (target.Database.State == DatabaseState.Online)
            await runner.CompleteAsync(instance, DatabaseStatements.SetSingleUser(name), stallTimeout, CancellationToken.None).ConfigureAwait(false);

        await runner.CompleteAsync(instance, DatabaseStatements.Drop(name), stallTimeout, CancellationToken.None).ConfigureAwait(false);
    }

    private static CleanUpResult LeftBehind(string message) => new() { Outcome = CleanUpOutcome.LeftBehind, Message = message };
}
