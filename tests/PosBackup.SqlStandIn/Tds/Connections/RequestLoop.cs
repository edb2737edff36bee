using System.Threading.Channels;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Connections;

/// <summary>
/// The life of a connection after its login: one task reads, one answers, so that an attention is seen while a batch runs.
/// <code>
/// reader    request ──► queue ──► runner ──► answer
///           attention ─► the latest request, when it has not ended; else ─► queue ─► acknowledgement
/// </code>
/// </summary>
internal sealed class RequestLoop(PacketReader reader, RequestRunner runner, Action<string> log)
{
    private const int QueueLength = 16;

    /// <summary>Null in the queue is an attention that came when nothing ran.</summary>
    private readonly Channel<RunningRequest?> _queue =
        Channel.CreateBounded<RunningRequest?>(new BoundedChannelOptions(QueueLength) { SingleReader = true, SingleWriter = true });

    private RunningRequest? _latest;

    /// <summary>Serves until the client hangs up, the session is killed, or something goes wrong.</summary>
    public async Task RunAsync(CancellationToken killed, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, killed);
        Task reading = ReadAsync(over.Token);
        try
        {
            await AnswerAsync(over.Token);
        }
        finally
        {
            await over.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            while (await reader.ReadMessageAsync(cancellationToken) is { } message)
            {
                if (message.Type == PacketType.Attention)
                {
                    await AttendAsync(cancellationToken);
                    continue;
                }

                var request = new RunningRequest(message);
                _latest = request;
                await EnqueueAsync(request, cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or TdsProtocolException)
        {
            failure = e;
        }

        if (failure is TdsProtocolException malformed)
            log(malformed.Message);
        _queue.Writer.TryComplete();

        // Nobody waits for the answer any more, as with SQL Server: a BACKUP ends when its client is gone.
        _latest?.Cancel();
    }

    private async Task AttendAsync(CancellationToken cancellationToken)
    {
        if (_latest?.TryAttend() != true)
            await EnqueueAsync(request: null, cancellationToken);
    }

    private ValueTask EnqueueAsync(RunningRequest? request, CancellationToken cancellationToken) =>
        _queue.Writer.WriteAsync(request, cancellationToken);

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (RunningRequest? request in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                if (request is null)
                {
                    await runner.AcknowledgeAttentionAsync();
                    continue;
                }

                using (request)
                {
                    if (!await runner.RunAsync(request, log))
                        return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // KILLed while idle, or the server stops.
        }
    }
}
