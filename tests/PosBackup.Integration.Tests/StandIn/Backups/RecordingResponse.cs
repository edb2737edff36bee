using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.StandIn.Backups;

/// <summary>Keeps what a statement answers.</summary>
internal sealed class RecordingResponse : ITdsResponse
{
    public List<SqlMessage> Infos { get; } = [];

    public List<SqlMessage> Errors { get; } = [];

    public List<IReadOnlyList<TdsColumn>> ResultSets { get; } = [];

    public List<IReadOnlyList<object?>> Rows { get; } = [];

    public List<ushort> Commands { get; } = [];

    public bool Dropped { get; private set; }

    /// <summary>Told each message as it comes.</summary>
    public Action<SqlMessage>? Heard { get; init; }

    public IEnumerable<int> Numbers => Infos.Concat(Errors).Select(message => message.Number);

    /// <summary>Value of the first row.</summary>
    public object? this[string column] => Value(0, column);

    public object? Value(int row, string column) =>
        Rows[row][ResultSets[^1].Select((one, at) => (one.Name, at)).Single(one => one.Name == column).at];

    public IEnumerable<string> Texts(int number) => Infos.Where(message => message.Number == number).Select(message => message.Text);

    public void Columns(IReadOnlyList<TdsColumn> columns) => ResultSets.Add(columns);

    public void Row(IReadOnlyList<object?> values) => Rows.Add(values);

    public void Done(ushort command, long? rowCount, bool error = false) => Commands.Add(command);

    public void Info(SqlMessage message)
    {
        Infos.Add(message);
        Heard?.Invoke(message);
    }

    public void Error(SqlMessage message) => Errors.Add(message);

    public void DatabaseChanged(string database, string previous)
    {
    }

    public void LanguageChanged(string language, string previous)
    {
    }

    public void TransactionBegan(long descriptor)
    {
    }

    public void TransactionCommitted(long descriptor)
    {
    }

    public void TransactionRolledBack(long descriptor)
    {
    }

    public void ReturnValue(string parameter, TdsType type, object? value)
    {
    }

    public Task FlushAsync() => Task.CompletedTask;

    public void DropConnection() => Dropped = true;
}
