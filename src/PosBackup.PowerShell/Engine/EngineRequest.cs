using System.Collections.Concurrent;

namespace PosBackup.PowerShell.Engine;

/// <summary>
/// A request that runs. Its messages are put in by the thread that reads the engine, and taken out by the one that asked: nothing of PowerShell is ever touched by another thread.
/// </summary>
internal sealed class EngineRequest : IDisposable
{
    private readonly BlockingCollection<EngineMessage> _messages = [];
    private readonly EngineConnection _connection;
    private int _isOver;

    public EngineRequest(EngineConnection connection, long id, string method)
    {
        _connection = connection;
        Id = id;
        Method = method;
    }

    public long Id { get; }

    public string Method { get; }

    /// <summary>The next message, in the engine's order; the last is an answer or a failure.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before one came.</exception>
    public EngineMessage Take(CancellationToken cancellationToken) => _messages.Take(cancellationToken);

    /// <summary>Asks the engine to end the request; its failure follows. After the end nothing happens.</summary>
    public void Cancel()
    {
        if (Volatile.Read(ref _isOver) == 0)
            _connection.Cancel(this);
    }

    public void Put(EngineMessage message)
    {
        if (message is EngineMessage.Answer or EngineMessage.Failure)
            Volatile.Write(ref _isOver, 1);

        _messages.Add(message);
    }

    /// <summary>Whoever goes before the end asks for it: the engine cleans up by itself, and nobody listens any more.</summary>
    public void Dispose() => Cancel();
}
