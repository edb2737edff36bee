using PosBackup.SqlStandIn.Tds.Framing;
using PosBackup.SqlStandIn.Tds.Types;

namespace PosBackup.SqlStandIn.Tds.Tokens;

/// <summary>
/// Writes the tokens of one answer.
/// <code>
/// batch      { COLMETADATA ROW* | INFO | ERROR | ENVCHANGE }* DONE ... DONE
/// procedure  { the same, with DONEINPROC }* RETURNSTATUS RETURNVALUE* DONEPROC
/// </code>
/// </summary>
internal sealed class TdsResponse(
    ResponseStream stream, TdsCollation collation, string serverName, OpenTransaction transaction, Action dropConnection) : ITdsResponse
{
    private const ushort NoCommand = 0;
    private const ushort ExecuteCommand = 224;

    private readonly WireWriter _tokens = stream.Tokens;
    private readonly List<Action> _returnValues = [];
    private IReadOnlyList<TdsColumn>? _columns;
    private DoneToken? _heldBack;
    private bool _inProcedure;
    private bool _openError;
    private int _lastError;

    public void Columns(IReadOnlyList<TdsColumn> columns)
    {
        ReleaseDone();
        _tokens.Byte((byte)TokenType.ColumnMetadata);
        _tokens.UInt16(columns.Count);
        foreach (TdsColumn column in columns)
        {
            WriteTypeHeader(column.Type, column.Nullable);
            if (column.Type.Code is SqlTypeCode.Text or SqlTypeCode.NText or SqlTypeCode.Image)
                WriteTableName();
            _tokens.ByteString(column.Name);
        }

        _columns = columns;
    }

    public void Row(IReadOnlyList<object?> values)
    {
        if (_columns is null)
            throw new InvalidOperationException("A row without columns before it.");
        if (values.Count != _columns.Count)
            throw new InvalidOperationException($"A row of {values.Count} values for {_columns.Count} columns.");

        ReleaseDone();
        int start = _tokens.Length;
        _tokens.Byte((byte)TokenType.Row);
        for (int i = 0; i < values.Count; i++)
        {
            try
            {
                ValueWriter.Write(_tokens, _columns[i].Type, _columns[i].Nullable, values[i], collation);
            }
            catch (Exception e) when (e is InvalidOperationException or InvalidCastException or OverflowException or ArgumentException)
            {
                // Half a row would make everything after it unreadable.
                _tokens.Truncate(start);
                throw new InvalidOperationException($"Column {i + 1} ({_columns[i].Name}): {e.Message}", e);
            }
        }

        stream.SpillWhenLarge();
    }

    public void Done(ushort command, long? rowCount, bool error = false) =>
        Hold(new DoneToken(_inProcedure ? TokenType.DoneInProcedure : TokenType.Done, command, rowCount, error));

    public void Info(SqlMessage message)
    {
        ReleaseDone();
        MessageToken.Write(_tokens, TokenType.Info, message, serverName);
    }

    public void Error(SqlMessage message)
    {
        ReleaseDone();
        MessageToken.Write(_tokens, TokenType.Error, message, serverName);
        _openError = true;
        _lastError = message.Number;
    }

    public void DatabaseChanged(string database, string previous)
    {
        ReleaseDone();
        EnvironmentChange.WriteDatabase(_tokens, database, previous);
        Info(new SqlMessage(5701, Class: 10, State: 1, $"Changed database context to '{database}'."));
    }

    public void LanguageChanged(string language, string previous)
    {
        ReleaseDone();
        EnvironmentChange.WriteLanguage(_tokens, language, previous);
        Info(new SqlMessage(5703, Class: 10, State: 1, $"Changed language setting to {language}."));
    }

    public void TransactionBegan(long descriptor)
    {
        ReleaseDone();
        EnvironmentChange.WriteTransactionBegan(_tokens, descriptor);
        transaction.Descriptor = descriptor;
    }

    public void TransactionCommitted(long descriptor)
    {
        ReleaseDone();
        EnvironmentChange.WriteTransactionCommitted(_tokens, descriptor);
        transaction.Descriptor = 0;
    }

    public void TransactionRolledBack(long descriptor)
    {
        ReleaseDone();
        EnvironmentChange.WriteTransactionRolledBack(_tokens, descriptor);
        transaction.Descriptor = 0;
    }

    public void ReturnValue(string parameter, TdsType type, object? value) => ReturnValue(parameter, ordinal: 0, type, value);

    /// <summary>Value of the output parameter at a place of the call, 0 for the first.</summary>
    public void ReturnValue(string parameter, int ordinal, TdsType type, object? value)
    {
        if (!_inProcedure)
            throw new InvalidOperationException($"An output value for {parameter} in the answer to a batch, which has no parameters.");
        _returnValues.Add(() => WriteReturnValue(parameter, ordinal, type, value));
    }

    public Task FlushAsync() => stream.SendAsync(endOfMessage: false);

    public void DropConnection()
    {
        stream.Abandon();
        dropConnection();
    }

    /// <summary>Tells the client that the pooled connection is as new.</summary>
    public void ConnectionReset()
    {
        ReleaseDone();
        EnvironmentChange.WriteConnectionReset(_tokens);
    }

    public void BeginProcedure()
    {
        _inProcedure = true;
        _lastError = 0;
        _returnValues.Clear();
    }

    public void EndProcedure()
    {
        ReleaseDone();
        _tokens.Byte((byte)TokenType.ReturnStatus);
        _tokens.Int32(_lastError);
        foreach (Action write in _returnValues)
            write();
        Hold(new DoneToken(TokenType.DoneProcedure, ExecuteCommand, Error: _lastError != 0));
        _inProcedure = false;
    }

    /// <summary>Ends the answer with the DONE that was held back, or one of its own.</summary>
    public Task EndAsync()
    {
        if (_heldBack is null)
            Hold(new DoneToken(TokenType.Done, NoCommand, Error: _openError));

        _heldBack!.Write(_tokens, more: false);
        _heldBack = null;
        return stream.SendAsync(endOfMessage: true);
    }

    private void Hold(DoneToken done)
    {
        ReleaseDone();
        _heldBack = done;
        _openError = false;
    }

    private void ReleaseDone()
    {
        _heldBack?.Write(_tokens, more: true);
        _heldBack = null;
    }

    private void WriteTypeHeader(TdsType type, bool nullable)
    {
        const int userType = 0;
        const int nullableFlag = 1;
        _tokens.Int32(userType);
        _tokens.UInt16(nullable ? nullableFlag : 0);
        TypeInfoWriter.Write(_tokens, type, nullable, collation);
    }

    /// <summary>The old long types name their table; an expression has none.</summary>
    private void WriteTableName()
    {
        _tokens.Byte(1);
        _tokens.ShortString("");
    }

    private void WriteReturnValue(string parameter, int ordinal, TdsType type, object? value)
    {
        const byte outputParameter = 1;
        _tokens.Byte((byte)TokenType.ReturnValue);
        _tokens.UInt16(ordinal);
        _tokens.ByteString(parameter);
        _tokens.Byte(outputParameter);
        WriteTypeHeader(type, nullable: true);
        ValueWriter.Write(_tokens, type, nullable: true, value, collation);
    }
}
