using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>What a restore that broke off leaves behind: undone where it can be, and told.</summary>
internal sealed class TargetAftermath(RestoreOptions options, SqlSession session, InstanceFacts instance, TimeProvider clock)
{
    /// <summary>Lets everybody in again where nothing but the take-over happened, and says what the target is like, as the end of a sentence.</summary>
    /// <param name="tookOver">Whether this restore took the database into single-user mode.</param>
    public async Task<string> SettleAsync(bool tookOver)
    {
        try
        {
            TargetFacts? now = await ReadAsync().ConfigureAwait(false);
            if (tookOver && now is { Access: DatabaseAccess.SingleUser, Database.State: DatabaseState.Online })
            {
                await new StatementRunner(clock).CompleteAsync(options.Instance, DatabaseStatements.SetMultiUser(options.TargetName), options.StallTimeout, CancellationToken.None).ConfigureAwait(false);
                now = await ReadAsync().ConfigureAwait(false);
            }

            return Tell(now);
        }
        catch (PosBackupException)
        {
            return "; the instance does not tell what the database is like now";
        }
    }

    private Task<TargetFacts?> ReadAsync() => TargetFactsQuery.ReadAsync(session, instance, options.TargetName, CancellationToken.None);

    private string Tell(TargetFacts? now) => now switch
    {
        null => $"; there is no database {options.TargetName}",
        { Database.State: DatabaseState.Restoring } => $"; {options.TargetName} is left restoring: the same command again goes on from there",
        { Access: DatabaseAccess.SingleUser } => $"; {options.TargetName} is left in single-user mode",
        { Database.IsInStandby: true } => $"; {options.TargetName} is in standby",
        { Database.State: DatabaseState.Online } => $"; {options.TargetName} is online, as it was",
        _ => $"; {options.TargetName} is in state {now.Database.State}",
    };
}
