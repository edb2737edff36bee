using Microsoft.Data.SqlClient;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// RESTORE VERIFYONLY as a statement of our own: SMO's SqlVerify never sends CHECKSUM. A blocking call on a thread, because the
/// asynchronous one cannot be cancelled once a message has come.
/// </summary>
internal static class VerifyOnly
{
    private const int SetIsValid = 3262;

    private static readonly TimeSpan CancelInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs it; there is no limit of time, the instance reads the whole set.</summary>
    /// <exception cref="PosBackupException">BackupSetCorrupt and others: why it failed.</exception>
    public static async Task RunAsync(InstanceOptions instance, IReadOnlyList<string> files, int position, bool checksum, CancellationToken cancellationToken)
    {
        string devices = string.Join(", ", files.Select(file => $"DISK = {SqlQuote.Text(file)}"));
        string text = $"RESTORE VERIFYONLY FROM {devices} WITH FILE = {position}, {(checksum ? "CHECKSUM" : "NO_CHECKSUM")}, NOUNLOAD;";
        string what = $"RESTORE VERIFYONLY of set {position} in {string.Join(", ", files)}";
        SqlSession session = await SqlSession.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            session.Connection.FireInfoMessageEventOnUserErrors = true;
            using var log = new MessageLog(session.Connection, static _ => { });
            Exception? thrown = await ExecuteAsync(session.Connection, text, cancellationToken).ConfigureAwait(false);
            log.Add(thrown);
            cancellationToken.ThrowIfCancellationRequested();
            if (log.Messages.Any(message => message.Severity >= 11) || thrown is not null)
                throw StatementErrors.Explain(log.Messages, what, thrown);

            if (log.Messages.All(message => message.Number != SetIsValid))
                throw new PosBackupException(ErrorCode.BackupSetCorrupt, $"{what} ended without the instance's word that the set is valid (message 3262)", "Take a new backup, and look into the instance's error log.");
        }
    }

    private static async Task<Exception?> ExecuteAsync(SqlConnection connection, string text, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The paths are quoted.
        var command = new SqlCommand(text, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            Task<SqlException?> running = Task.Factory.StartNew(() => Execute(command), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await Task.WhenAny(running, Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false);

            // A Cancel that comes before the statement is on its way is lost, so it is repeated.
            while (!running.IsCompleted)
            {
                command.Cancel();
                await Task.WhenAny(running, Task.Delay(CancelInterval, CancellationToken.None)).ConfigureAwait(false);
            }

            return await running.ConfigureAwait(false);
        }
    }

    private static SqlException? Execute(SqlCommand command)
    {
        try
        {
            command.ExecuteNonQuery();
            return null;
        }
        catch (SqlException e)
        {
            return e;
        }
    }
}
