using PosBackup.Engine.Sql.Errors;
using Smo = Microsoft.SqlServer.Management.Smo;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>Runs one RESTORE through SMO.</summary>
internal sealed class SmoRestore(TimeProvider clock)
{
    /// <summary>
    /// Runs the statement; whatever happens to it is in the outcome. A stop that the log does not reach is no failure: then the messages
    /// hold 4322 (a moment) or 4329 (a mark), and the database waits for more whatever the ending.
    /// </summary>
    /// <param name="instance">Where.</param>
    /// <param name="command">What.</param>
    /// <param name="stallTimeout">How long nothing may move.</param>
    /// <param name="progressed">Told the percentage, on another thread.</param>
    /// <param name="cancellationToken">Breaks RESTORE off on the instance; the database is left restoring.</param>
    /// <exception cref="PosBackupException">The session could not be opened.</exception>
    public Task<StatementOutcome> RunAsync(
        InstanceOptions instance, RestoreCommand command, TimeSpan stallTimeout, Action<double> progressed, CancellationToken cancellationToken) =>
        new StatementRunner(clock).RunAsync(instance, Statement(command), stallTimeout, SignsOfLife.Messages with { Progressed = progressed }, cancellationToken);

    private static LongStatement Statement(RestoreCommand command)
    {
        Smo.Restore restore = SmoRestoreBuilder.Build(command);
        return new LongStatement
        {
            What = $"restore of {command.Database} from set {command.Position} in {string.Join(", ", command.Files)}",
            Purpose = StatementPurpose.Restore,
            WordOfSuccess = StatementVerdict.SuccessfullyProcessed,
            Call = session => new SmoCall(session, restore, restore.SqlRestore),
        };
    }
}
