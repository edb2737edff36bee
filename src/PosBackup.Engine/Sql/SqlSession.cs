using Microsoft.Data.SqlClient;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql;

/// <summary>One login on the instance. Calls come one at a time; whoever works in parallel opens sessions of his own.</summary>
internal sealed class SqlSession : IAsyncDisposable
{
    /// <summary>Catalog queries take milliseconds; what takes a minute hangs.</summary>
    private const int QuerySeconds = 60;

    private readonly SqlConnection _connection;

    private SqlSession(SqlConnection connection, InstanceOptions options)
    {
        _connection = connection;
        Options = options;
    }

    public InstanceOptions Options { get; }

    /// <summary>For <c>Sql/</c> only.</summary>
    internal SqlConnection Connection => _connection;

    /// <summary>@@SPID as the login was told.</summary>
    public int Id => _connection.ServerProcessId;

    /// <summary>Logs in to master.</summary>
    /// <exception cref="PosBackupException">InstanceUnavailable, InstanceAccessDenied or CertificateNotTrusted.</exception>
    public static Task<SqlSession> OpenAsync(InstanceOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, ConnectionText.Master, cancellationToken);

    /// <summary>Logs in to a database.</summary>
    /// <exception cref="PosBackupException">The same, or DatabaseUnavailable.</exception>
    public static async Task<SqlSession> OpenAsync(InstanceOptions options, string database, CancellationToken cancellationToken)
    {
        if (await RefusedPort.LookAsync(InstanceName.Parse(options.Instance), cancellationToken).ConfigureAwait(false) is { } refused)
            throw ConnectErrors.Explain(refused, options);

        var connection = new SqlConnection(ConnectionText.Of(options, database));
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new SqlSession(connection, options);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (ConnectErrors.Explain(e, options, database) is { } explained)
                throw explained;

            throw;
        }
    }

    /// <summary>All rows of a query's first result set with columns.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string text, Func<SqlDataReader, T> read, CancellationToken cancellationToken, params SqlParameter[] parameters) =>
        QueryAsync(text, read, $"query on {Options.Instance}", StatementPurpose.Backup, cancellationToken, parameters);

    /// <summary>The same for a query whose errors are to be told by what it does.</summary>
    /// <param name="text">The query.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="what">What is being done to what, as a noun.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="parameters">Its parameters.</param>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        string text, Func<SqlDataReader, T> read, string what, StatementPurpose purpose, CancellationToken cancellationToken, params SqlParameter[] parameters)
    {
        try
        {
            SqlCommand command = NewCommand(text, parameters);
            await using (command.ConfigureAwait(false))
            {
                SqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                    return await ReadAllAsync(reader, read, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SqlException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw StatementErrors.Explain(e, what, purpose);
        }
    }

    /// <summary>The first row of a query; null when it has none.</summary>
    public async Task<T?> QueryOneAsync<T>(string text, Func<SqlDataReader, T> read, CancellationToken cancellationToken, params SqlParameter[] parameters)
        where T : class
    {
        IReadOnlyList<T> rows = await QueryAsync(text, read, cancellationToken, parameters).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private SqlCommand NewCommand(string text, SqlParameter[] parameters)
    {
#pragma warning disable CA2100 // The only texts that are not constants quote their names with SqlQuote.
        var command = new SqlCommand(text, _connection) { CommandTimeout = QuerySeconds };
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static async Task<IReadOnlyList<T>> ReadAllAsync<T>(SqlDataReader reader, Func<SqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(read(reader));

        // An error can come behind the last row; it is thrown by the step over the end.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return rows;
    }
}
