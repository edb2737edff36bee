using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>What a restore leaves behind: a take-over is undone, and the state is told.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="session">The session.</param>
/// <param name="instance">The instance.</param>
/// <param name="before">The target as it was; null when there was none.</param>
/// <param name="clock">The clock.</param>
internal sealed class TargetAftermath(RestoreOptions options, SqlSession session, InstanceFacts instance, TargetFacts? before, TimeProvider clock)
{
    /// <summary>Lets in again whom the take-over locked out, and says what the target is like, as the end of a sentence.</summary>
    /// <param name="tookOver">Whether this restore took the database into single-user mode.</param>
    public async Task<string> SettleAsync(bool tookOver)
    {
        try
        {
            TargetFacts? now = await ReadAsync().ConfigureAwait(false);
            if (tookOver && now is { Access: DatabaseAccess.SingleUser, Database.State: DatabaseState.Online } && before?.Access != DatabaseAccess.SingleUser)
            {
                LongStatement open = before?.Access == DatabaseAccess.RestrictedUser ? DatabaseStatements.SetRestrictedUser(options.TargetName) : DatabaseStatements.SetMultiUser(options.TargetName);
                await new StatementRunner(clock).CompleteAsync(options.Instance, open, options.StallTimeout, CancellationToken.None).ConfigureAwait(false);
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
        { Access: DatabaseAccess.SingleUser } when before?.Access != DatabaseAccess.SingleUser => $"; {options.TargetName} is left in single-user mode",
        { Database.IsInStandby: true } => $"; {options.TargetName} is in standby",
        { Database.State: DatabaseState.Online } => before is null ? $"; {options.TargetName} is online" : $"; {options.TargetName} is online, as it was",
        _ => $"; {options.TargetName} is in state {now.Database.State}",
    };
}
