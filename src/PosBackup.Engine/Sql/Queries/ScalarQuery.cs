using System.Globalization;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>
/// A query of the user's own in a restored database. It cannot be kept from writing; so it runs inside a transaction that is rolled back,
/// and one that ends that transaction is an error.
/// </summary>
internal static class ScalarQuery
{
    /// <summary>A restored database is nobody's; a lock held this long is held by mistake.</summary>
    private const int LockMilliseconds = 10_000;

    /// <summary>The one value that a query gives: DBNull for NULL, null when there is no row.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="database">Which database; it must be readable.</param>
    /// <param name="query">T-SQL as the user wrote it.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PosBackupException">Why it failed; InvalidOption when it gives several columns, rows or results.</exception>
    public static async Task<object?> ReadAsync(InstanceOptions instance, string database, string query, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string what = $"query in {database}";
        SqlSession session = await SqlSession.OpenAsync(instance, database, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                return await ReadAsync(session.Connection, query, what, (int)Math.Ceiling(timeout.TotalSeconds), cancellationToken).ConfigureAwait(false);
            }
            catch (SqlException e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw StatementErrors.Explain(e, what, StatementPurpose.Check);
            }
        }
    }

    private static async Task<object?> ReadAsync(SqlConnection connection, string query, string what, int seconds, CancellationToken cancellationToken)
    {
        var prepare = new SqlCommand($"SET XACT_ABORT ON; SET LOCK_TIMEOUT {LockMilliseconds};", connection);
        await using (prepare.ConfigureAwait(false))
            await prepare.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);

        var transaction = (SqlTransaction)await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // The text is the user's, who could send it without us as well.
            var command = new SqlCommand(query, connection, transaction) { CommandTimeout = seconds };
#pragma warning restore CA2100
            await using (command.ConfigureAwait(false))
            {
                object? value = await OnlyAsync(command, what, cancellationToken).ConfigureAwait(false);
                if (transaction.Connection is null)
                    throw new PosBackupException(ErrorCode.InvalidOption, $"{what} ended the transaction that it runs in", "Let the query only read: no COMMIT and no ROLLBACK.");

                await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
                return value;
            }
        }
    }

    private static async Task<object?> OnlyAsync(SqlCommand command, string what, CancellationToken cancellationToken)
    {
        SqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            object? value = null;
            string? tooMuch = reader.FieldCount switch
            {
                0 => "gives no column",
                1 => null,
                int columns => string.Create(CultureInfo.InvariantCulture, $"gives {columns} columns"),
            };
            if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                value = tooMuch is null ? reader.GetValue(0) : null;
                if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    tooMuch ??= "gives more than one row";
            }

            // What is not needed is not fetched; an error can come behind it, and is thrown by the step over the end.
            while (tooMuch is null && await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
                tooMuch = reader.FieldCount > 0 ? "gives more than one result" : null;

            if (tooMuch is null)
                return value;

            command.Cancel();
            throw new PosBackupException(ErrorCode.InvalidOption, $"{what} {tooMuch}", "Let the query give one value: one row with one column.");
        }
    }
}
