namespace PosBackup.SqlStandIn.Tds;

/// <summary>
/// The token stream of one answer. What is written goes out at the latest with <see cref="FlushAsync"/> (progress!) or when the request is over.
/// The server adds the final DONE when the session has not written one.
/// </summary>
public interface ITdsResponse
{
    /// <summary>Begins a result set.</summary>
    void Columns(IReadOnlyList<TdsColumn> columns);

    /// <summary>
    /// One row, a value a column: null, or the CLR type of the column's <see cref="TdsType"/> (bool, byte, short, int, long, decimal, double, float,
    /// string, byte[], Guid, DateTime, DateTimeOffset, TimeSpan; SqlDecimal where a decimal has more than 28 digits; for sql_variant any of them).
    /// </summary>
    void Row(IReadOnlyList<object?> values);

    /// <summary>
    /// A DONE (in an RPC: DONEINPROC) token. Its "more follows" bit is found out by the server: the last DONE is held back until
    /// another token or the end of the answer comes.
    /// </summary>
    /// <param name="command">curCmd of the statement: 193 SELECT, 195 INSERT, 226 USE, 228 BACKUP DATABASE ...</param>
    /// <param name="rowCount">Rows of the statement; null when it counts none.</param>
    /// <param name="error">Whether the statement failed.</param>
    void Done(ushort command, long? rowCount, bool error = false);

    /// <summary>An INFO token (class 10 and below; 10 is sent as 0).</summary>
    void Info(SqlMessage message);

    /// <summary>An ERROR token (class 11 and above).</summary>
    void Error(SqlMessage message);

    /// <summary>ENVCHANGE 1 (database) with INFO 5701.</summary>
    void DatabaseChanged(string database, string previous);

    /// <summary>ENVCHANGE 2 (language) with INFO 5703.</summary>
    void LanguageChanged(string language, string previous);

    /// <summary>ENVCHANGE 8/9/10: a transaction began, committed, rolled back in T-SQL.</summary>
    void TransactionBegan(long descriptor);

    /// <summary>ENVCHANGE 9.</summary>
    void TransactionCommitted(long descriptor);

    /// <summary>ENVCHANGE 10.</summary>
    void TransactionRolledBack(long descriptor);

    /// <summary>Value of an output parameter.</summary>
    void ReturnValue(string parameter, TdsType type, object? value);

    /// <summary>Sends what has been written, without ending the answer. A client that is gone does not make it throw: the attention token is cancelled.</summary>
    Task FlushAsync();

    /// <summary>Cuts the connection at once, in the middle of whatever was being sent: a fault on demand.</summary>
    void DropConnection();
}

/// <summary>A message of sys.messages as it goes over the wire.</summary>
public sealed record SqlMessage(int Number, byte Class, byte State, string Text, int Line = 1, string Procedure = "");

/// <summary>An error on its way to the client.</summary>
public sealed class SqlErrorException(params SqlMessage[] messages) : Exception(messages.Length > 0 ? messages[0].Text : "")
{
    /// <summary>The messages in the order in which they are sent.</summary>
    public IReadOnlyList<SqlMessage> Messages { get; } = messages;
}
