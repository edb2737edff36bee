using System.Text.Json;
using PosBackup.Cli.Serving.Wire;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>Requests under way, each by itself.</summary>
/// <param name="outbox">Takes what they say.</param>
/// <param name="questions">What they ask the client.</param>
/// <param name="log">Takes what only a developer wants to know.</param>
internal sealed class RunningRequests(Outbox outbox, ClientQuestions questions, TextWriter log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RequestId, Running> _running = [];

    public void Begin(IncomingMessage.Request asked, Method method)
    {
        var cancellation = new CancellationTokenSource();
        lock (_lock)
        {
            if (_running.ContainsKey(asked.Id))
            {
                outbox.Post(OutgoingMessage.Error(asked.Id, RpcError.InvalidRequest("a request with this 'id' is under way")));
                return;
            }

            _running[asked.Id] = new Running(Task.Run(() => RunAsync(asked, method, cancellation.Token)), cancellation);
        }
    }

    /// <summary>Cancels one; one that is over, or was never there, is none.</summary>
    public void Cancel(RequestId id)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(id, out Running? running))
                _ = running.Cancellation.CancelAsync();
        }
    }

    /// <summary>Cancels all, and waits until each has cleaned up and answered.</summary>
    public Task EndAsync()
    {
        lock (_lock)
        {
            foreach (Running running in _running.Values)
                _ = running.Cancellation.CancelAsync();

            return Task.WhenAll(_running.Values.Select(running => running.Work));
        }
    }

    private async Task RunAsync(IncomingMessage.Request asked, Method method, CancellationToken cancellationToken)
    {
        var request = new ServedRequest(asked.Id, outbox, questions);
        ReadOnlyMemory<byte> answer;
        try
        {
            Action<Utf8JsonWriter> result = await method.Run(asked.Params, request, cancellationToken);
            answer = OutgoingMessage.Result(asked.Id, result);
        }
#pragma warning disable CA1031 // The last border: what nobody foresaw becomes an answer too.
        catch (Exception e)
#pragma warning restore CA1031
        {
            answer = OutgoingMessage.Error(asked.Id, ErrorAnswers.Of(e, asked.Method, log, cancellationToken));
        }

        // The id is free before the answer goes out: the client may use it again at once.
        lock (_lock)
        {
            _running.Remove(asked.Id);
            request.Answer(answer);
        }
    }

    private sealed record Running(Task Work, CancellationTokenSource Cancellation);
}
