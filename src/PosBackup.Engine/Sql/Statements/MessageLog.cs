using System.Globalization;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// Every message of one session, as it comes, with its number: SMO's own events lose numbers, and lose progress in languages whose
/// text does not set the number apart (Spanish, Chinese, Polish).
/// </summary>
internal sealed class MessageLog : IDisposable
{
    private const int PercentProcessed = 3211;

    private readonly SqlConnection _connection;
    private readonly Action<double> _progressed;
    private readonly Lock _lock = new();
    private readonly List<ServerMessage> _messages = [];
    private int _seen;

    /// <summary>Listens to a connection until disposed.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="progressed">Told each percentage, on the thread that reads from the connection.</param>
    public MessageLog(SqlConnection connection, Action<double> progressed)
    {
        _connection = connection;
        _progressed = progressed;
        connection.InfoMessage += Receive;
    }

    /// <summary>How many messages have come, progress included: it grows while the statement lives.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>All messages but progress, in their order.</summary>
    public IReadOnlyList<ServerMessage> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    /// <summary>Adds what came inside exceptions; what was heard live already is not said twice.</summary>
    public void Add(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is not SqlException sql)
                continue;

            foreach (SqlError one in sql.Errors)
                AddOnce(StatementErrors.ToMessage(one));
        }
    }

    public void Dispose() => _connection.InfoMessage -= Receive;

    private void Receive(object sender, SqlInfoMessageEventArgs e)
    {
        foreach (SqlError one in e.Errors)
        {
            Interlocked.Increment(ref _seen);
            if (one.Number != PercentProcessed)
                AddLocked(StatementErrors.ToMessage(one));
            else if (LeadingNumber(one.Message) is { } percent)
                _progressed(percent);
        }
    }

    private void AddLocked(ServerMessage message)
    {
        lock (_lock)
            _messages.Add(message);
    }

    private void AddOnce(ServerMessage message)
    {
        lock (_lock)
        {
            if (!_messages.Contains(message))
                _messages.Add(message);
        }
    }

    /// <summary>The first number of a text: <c>10 percent processed.</c>, <c>10por ciento procesado.</c>, <c>已处理百分之 10。</c></summary>
    internal static double? LeadingNumber(string text)
    {
        int start = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0)
            return null;

        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;

        return double.TryParse(text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out double number) && number <= 100 ? number : null;
    }
}
