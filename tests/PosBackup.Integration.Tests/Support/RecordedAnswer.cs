using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Support;

/// <summary>What the stand-in's SQL answered to one batch, without a wire between.</summary>
internal sealed class RecordedAnswer : ITdsResponse
{
    public List<RecordedRows> Results { get; } = [];

    public List<SqlMessage> Infos { get; } = [];

    public List<SqlMessage> Errors { get; } = [];

    /// <summary>Command and count of each DONE.</summary>
    public List<(ushort Command, long? Count)> Ended { get; } = [];

    public Dictionary<string, object?> Outputs { get; } = [];

    public List<string> Databases { get; } = [];

    /// <summary>The one value of the one row of the last result.</summary>
    public object? Value => Results[^1].Rows.Single().Single();

    /// <summary>The one row of the last result.</summary>
    public IReadOnlyList<object?> Row => Results[^1].Rows.Single();

    /// <summary>The first column of the last result.</summary>
    public object?[] Column => [.. Results[^1].Rows.Select(row => row[0])];

    public void Columns(IReadOnlyList<TdsColumn> columns) => Results.Add(new RecordedRows(columns));

    void ITdsResponse.Row(IReadOnlyList<object?> values) => Results[^1].Rows.Add([.. values]);

    public void Done(ushort command, long? rowCount, bool error = false) => Ended.Add((command, rowCount));

    public void Info(SqlMessage message) => Infos.Add(message);

    public void Error(SqlMessage message) => Errors.Add(message);

    public void DatabaseChanged(string database, string previous) => Databases.Add(database);

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

    public void ReturnValue(string parameter, TdsType type, object? value) => Outputs[parameter] = value;

    public Task FlushAsync() => Task.CompletedTask;

    public void DropConnection() => throw new InvalidOperationException("The server would have cut the connection.");
}

/// <summary>One result set.</summary>
internal sealed record RecordedRows(IReadOnlyList<TdsColumn> Columns)
{
    public List<object?[]> Rows { get; } = [];
}
