using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores.Planning;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>
/// Sends one statement of a restore. Whoever connects first has the one place in a single-user database, and a till connects again at
/// once: then everybody is thrown out again.
/// </summary>
internal sealed class StatementSender(RestoreOptions options, InstanceFacts instance, SqlSession session, TimeProvider clock, IOperationObserver observer)
{
    private const int MostTakeOvers = 5;

    /// <summary>Sends it; whatever happens to it is in the outcome.</summary>
    /// <exception cref="PosBackupException">There was no connection.</exception>
    public async Task<StatementOutcome> SendAsync(PlannedStatement statement, Action<double> progressed, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            StatementOutcome outcome = await OnceAsync(statement, progressed, cancellationToken).ConfigureAwait(false);
            if (outcome.Error is not { } error)
                return outcome;

            if (error.Code != ErrorCode.DatabaseInUse || attempt == MostTakeOvers || statement.Own is not null || !await IsThereAsync(cancellationToken).ConfigureAwait(false))
                return outcome;

            observer.Warned(new Operation("restore", options.TargetName), error.Code, $"somebody came back into {options.TargetName} and is thrown out again", hint: null);
            await new StatementRunner(clock)
                .CompleteAsync(options.Instance, DatabaseStatements.SetSingleUser(options.TargetName), options.StallTimeout, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<StatementOutcome> OnceAsync(PlannedStatement statement, Action<double> progressed, CancellationToken cancellationToken) => statement switch
    {
        { Restore: { } restore } => new SmoRestore(clock).RunAsync(options.Instance, restore, options.StallTimeout, progressed, cancellationToken),
        { TailLog: { } tail } => new SmoBackup(clock).RunAsync(options.Instance, tail, options.StallTimeout, progressed, static () => null, cancellationToken),
        _ => new StatementRunner(clock).RunAsync(options.Instance, statement.Own!, options.StallTimeout, SignsOfLife.Messages, cancellationToken),
    };

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken) =>
        await TargetFactsQuery.ReadAsync(session, instance, options.TargetName, cancellationToken).ConfigureAwait(false) is not null;
}
