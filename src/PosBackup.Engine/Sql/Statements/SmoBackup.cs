using PosBackup.Engine.Sql.Errors;
using Smo = Microsoft.SqlServer.Management.Smo;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>Runs one BACKUP through SMO.</summary>
internal sealed class SmoBackup(TimeProvider clock)
{
    /// <summary>Runs the statement; whatever happens to it is in the outcome.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="command">What.</param>
    /// <param name="stallTimeout">How long nothing may move.</param>
    /// <param name="progressed">Told the percentage, on another thread.</param>
    /// <param name="bytesWritten">How long the files are by now; null where this process does not see them.</param>
    /// <param name="cancellationToken">Breaks BACKUP off on the instance.</param>
    /// <exception cref="PosBackupException">The session could not be opened.</exception>
    public Task<StatementOutcome> RunAsync(
        InstanceOptions instance,
        BackupCommand command,
        TimeSpan stallTimeout,
        Action<double> progressed,
        Func<long?> bytesWritten,
        CancellationToken cancellationToken) =>
        new StatementRunner(clock).RunAsync(instance, Statement(command), stallTimeout, new SignsOfLife(progressed, bytesWritten), cancellationToken);

    private static LongStatement Statement(BackupCommand command)
    {
        Smo.Backup backup = SmoBackupBuilder.Build(command);
        return new LongStatement
        {
            What = $"backup of {command.Database} to {string.Join(", ", command.Files)}",
            Purpose = StatementPurpose.Backup,
            WordOfSuccess = StatementVerdict.SuccessfullyProcessed,
            Call = session => new SmoCall(session, backup, backup.SqlBackup),
        };
    }
}
