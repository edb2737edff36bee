using System.Text.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Serving.Wire;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>
/// Serves one client until it has nothing more to say.
/// <code>
/// input ─► lines ─► messages ─┬─► initialize
///                             ├─► requests, each by itself ─┐
///                             ├─► $/cancelRequest           ├─► outbox ─► output
///                             └─► answers to our questions  ┘
/// </code>
/// However it ends (end of input, a broken line, a signal): what is under way is cancelled, cleans up and is answered.
/// </summary>
/// <param name="methods">What can be asked for, by name.</param>
/// <param name="output">Takes messages and nothing else.</param>
/// <param name="log">Takes what only a developer wants to know.</param>
internal sealed class Server(IReadOnlyDictionary<string, Method> methods, Stream output, TextWriter log) : IDisposable
{
    /// <summary>Bytes of a message of the client at most.</summary>
    public const int LongestMessage = 64 * 1024 * 1024;

    /// <summary>How long a client that is there and does not read is waited for at the end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Outbox _outbox = new(output);
    private readonly ClientQuestions _questions = new();
    private bool _isInitialized;

    /// <summary>Serves.</summary>
    /// <param name="input">What the client says.</param>
    /// <param name="stop">Ends it like the end of input.</param>
    public async Task RunAsync(Stream input, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, _outbox.Gone);
        var requests = new RunningRequests(_outbox, _questions, log);
        var lines = new LineReader(input, LongestMessage);
        while (await NextAsync(lines, end.Token) is { } line)
            Take(line, requests);

        await requests.EndAsync();
        await _outbox.CloseAsync(Patience);
    }

    public void Dispose() => _outbox.Dispose();

    /// <summary>A read of standard input cannot be called off on every system: at the end it is left alone.</summary>
    private static async Task<Line?> NextAsync(LineReader lines, CancellationToken end)
    {
        try
        {
            return await Task.Run(() => lines.ReadAsync(CancellationToken.None).AsTask(), end).WaitAsync(end);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private void Take(Line line, RunningRequests requests)
    {
        try
        {
            Take(IncomingMessage.Of(line, LongestMessage), requests);
        }
#pragma warning disable CA1031 // The last border: what nobody foresaw in one line ends neither the others nor what is under way.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // What it says may repeat a piece of the line, which may be one of a secret.
            log.WriteLine(Printable.Of($"a line failed in a way that was not foreseen: {e.GetType()}{Environment.NewLine}{e.StackTrace}"));
            _outbox.Post(OutgoingMessage.Error(id: null, RpcError.NotForeseen($"the line failed in a way that was not foreseen: {e.GetType().Name}")));
        }
    }

    private void Take(IncomingMessage? message, RunningRequests requests)
    {
        switch (message)
        {
            case IncomingMessage.Request { Method: Handshake.Method } asked:
                Initialize(asked);
                break;
            case IncomingMessage.Request asked when !_isInitialized:
                _outbox.Post(OutgoingMessage.Error(asked.Id, RpcError.NotInitialized()));
                break;
            case IncomingMessage.Request asked when methods.TryGetValue(asked.Method, out Method? method):
                requests.Begin(asked, method);
                break;
            case IncomingMessage.Request asked:
                _outbox.Post(OutgoingMessage.Error(asked.Id, RpcError.UnknownMethod(asked.Method)));
                break;
            case IncomingMessage.Cancel cancel:
                requests.Cancel(cancel.Id);
                break;
            case IncomingMessage.Reply reply:
                _questions.Take(reply);
                break;
            case IncomingMessage.Refused refused:
                _outbox.Post(OutgoingMessage.Error(refused.Id, refused.Error));
                break;
        }
    }

    private void Initialize(IncomingMessage.Request asked)
    {
        try
        {
            if (_isInitialized)
                throw new RpcException(RpcError.InvalidRequest("'initialize' comes once"));

            Welcome welcome = Handshake.Greet(asked.Params);
            _isInitialized = true;
            _outbox.Post(OutgoingMessage.Result(asked.Id, json => JsonSerializer.Serialize(json, welcome, ServeJson.Default.Welcome)));
        }
        catch (RpcException e)
        {
            _outbox.Post(OutgoingMessage.Error(asked.Id, e.Error));
        }
    }
}
