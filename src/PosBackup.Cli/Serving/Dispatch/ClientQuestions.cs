using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using PosBackup.Cli.Serving.Wire;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>Requests of ours to the client that wait for their answers.</summary>
internal sealed class ClientQuestions
{
    private readonly ConcurrentDictionary<RequestId, TaskCompletionSource<JsonElement?>> _waiting = new();
    private int _count;

    /// <summary>Asks; null when the client answers with an error.</summary>
    public async Task<JsonElement?> AskAsync(ServedRequest about, string method, Action<Utf8JsonWriter> properties, CancellationToken cancellationToken)
    {
        var id = new RequestId(string.Create(CultureInfo.InvariantCulture, $"e{Interlocked.Increment(ref _count)}"), Number: 0);
        var answer = new TaskCompletionSource<JsonElement?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            about.Post(OutgoingMessage.Request(id, method, about.Id, properties));
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Hands an answer to who waits for it; one that nobody waits for any more is passed over.</summary>
    public void Take(IncomingMessage.Reply reply)
    {
        if (_waiting.TryGetValue(reply.Id, out TaskCompletionSource<JsonElement?>? answer))
            answer.TrySetResult(reply.Result);
    }
}
