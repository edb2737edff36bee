using System.Collections.Concurrent;
using System.Globalization;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Engine;

/// <summary>
/// JSON-RPC 2.0 over a pair of streams, one message a line. Requests run at the same time, each with its own queue of messages. A thread of its own reads them, another writes: an engine
/// that takes nothing holds up nobody who has something to say. When the other side is gone, or says what is no message, every request that runs fails.
/// </summary>
internal sealed class EngineConnection : IDisposable
{
    private const int CancelledCode = -32800;
    private const int NobodyCanBeAsked = -32000;

    private readonly ConcurrentDictionary<string, EngineRequest> _running = new(StringComparer.Ordinal);
    private readonly BlockingCollection<byte[]> _unsent = [];
    private readonly Stream _toEngine;
    private readonly Stream _fromEngine;
    private readonly Func<string, PosBackupException> _whyGone;
    private long _lastId;
    private volatile bool _isGone;
    private volatile string? _nonsense;

    /// <param name="toEngine">Where messages are written.</param>
    /// <param name="fromEngine">Where they are read.</param>
    /// <param name="whyGone">What to say of a method whose engine is gone.</param>
    public EngineConnection(Stream toEngine, Stream fromEngine, Func<string, PosBackupException> whyGone)
    {
        _toEngine = toEngine;
        _fromEngine = fromEngine;
        _whyGone = whyGone;
        new Thread(ReadToEnd) { IsBackground = true, Name = "PosBackup engine" }.Start();
        new Thread(WriteToEnd) { IsBackground = true, Name = "PosBackup to engine" }.Start();
    }

    /// <summary>Whether nothing can come any more.</summary>
    public bool IsGone => _isGone;

    /// <summary>Sends a request, and does not wait until it is sent.</summary>
    public EngineRequest Begin(string method, JsonObject body)
    {
        var request = new EngineRequest(this, Interlocked.Increment(ref _lastId), method);
        string id = Key(request);
        _running[id] = request;
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request.Id, ["method"] = method, ["params"] = body });
        if (_isGone)
            Fail(id, request);

        return request;
    }

    public void Cancel(EngineRequest request) =>
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "$/cancelRequest", ["params"] = new JsonObject { ["id"] = request.Id } });

    /// <summary>Answers a question of the engine.</summary>
    public void Answer(EngineMessage.Question question, JsonObject result) =>
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = question.Id, ["result"] = result });

    /// <summary>Tells the engine that its question has no answer.</summary>
    public void Refuse(EngineMessage.Question question, string why) =>
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = question.Id, ["error"] = new JsonObject { ["code"] = NobodyCanBeAsked, ["message"] = why } });

    /// <summary>Ends the input of the engine, behind what is on its way: it cancels what runs, cleans up, and goes. It is not waited for.</summary>
    public void Dispose() => _unsent.CompleteAdding();

    private static string Key(EngineRequest request) => request.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What nobody takes any more is of no use: the reading or the writing thread tells who waits for an answer.</summary>
    private void Send(JsonObject message)
    {
        byte[] json = JsonText.Write(message);
        byte[] line = new byte[json.Length + 1];
        Buffer.BlockCopy(json, 0, line, 0, json.Length);
        line[json.Length] = (byte)'\n';
        try
        {
            _unsent.Add(line);
        }
        catch (InvalidOperationException)
        {
            // The connection was ended meanwhile.
        }
    }

    private void WriteToEnd()
    {
        try
        {
            using (_toEngine)
            {
                foreach (byte[] line in _unsent.GetConsumingEnumerable())
                {
                    _toEngine.Write(line, 0, line.Length);
                    _toEngine.Flush();
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Dispose();
            Leave();
        }
    }

    private void ReadToEnd()
    {
        try
        {
            // An engine that nobody listens to any more must not wait for somebody who does.
            using (_fromEngine)
                Read(new LineReader(_fromEngine));
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            _nonsense = e.Message;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It is gone; what it left behind is told below.
        }

        Dispose();
        Leave();
    }

    private void Read(LineReader lines)
    {
        while (lines.Read() is { } line)
        {
            if (line.Count > 0)
                Dispatch(JsonText.Read(line));
        }
    }

    private void Leave()
    {
        _isGone = true;
        foreach (KeyValuePair<string, EngineRequest> running in _running)
            Fail(running.Key, running.Value);
    }

    private PosBackupException WhyGone(string method) => _nonsense is { } nonsense
        ? new PosBackupException(EngineErrorCode.Crashed, $"the engine said something during {method} that is no message, and was let go: {nonsense}", "run the command again, it starts a new engine; if it happens again, install module and engine of one version")
        : _whyGone(method);

    private void Fail(string id, EngineRequest request)
    {
        if (_running.TryRemove(id, out _))
            request.Put(new EngineMessage.Failure(WhyGone(request.Method)));
    }

    private void Dispatch(JsonValue message)
    {
        JsonValue id = message["id"];
        if (message["method"].AsText() is { } method)
            Ask(id, method, message["params"]);
        else if (id.IsNull)
            Misunderstood(message["error"]);
        else if (_running.TryRemove(id.Text, out EngineRequest? request))
            request.Put(message["error"].IsNull ? new EngineMessage.Answer(message["result"]) : new EngineMessage.Failure(Error(message["error"])));
    }

    /// <summary>The engine could not read something that was sent, and cannot say what: whoever waits for an answer to it would wait for ever.</summary>
    private void Misunderstood(JsonValue error)
    {
        foreach (string id in _running.Keys)
        {
            if (_running.TryRemove(id, out EngineRequest? request))
                request.Put(new EngineMessage.Failure(Error(error)));
        }
    }

    private void Ask(JsonValue id, string method, JsonValue body)
    {
        bool isRunning = _running.TryGetValue(body["request"].Text, out EngineRequest? request);
        if (id.IsNull)
        {
            if (isRunning)
                request!.Put(new EngineMessage.Notification(method, body));

            return;
        }

        var question = new EngineMessage.Question(id.Text, method, body);
        if (isRunning)
            request!.Put(question);
        else
            Refuse(question, "the request is over");
    }

    private static PosBackupException Error(JsonValue error)
    {
        string code = string.Equals(error["code"].Text, CancelledCode.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? EngineErrorCode.Cancelled
            : EnumWord.Pascal(error["data"]["code"].AsText() ?? "unknown");
        return new PosBackupException(code, error["message"].Text, error["data"]["hint"].AsText());
    }
}
