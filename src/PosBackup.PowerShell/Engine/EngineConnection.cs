using System.Collections.Concurrent;
using System.Globalization;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Engine;

/// <summary>
/// JSON-RPC 2.0 over a pair of streams, one message a line. Requests run at the same time, each with its own queue of messages; a thread of its own reads them.
/// When the other side is gone every request that runs fails.
/// </summary>
internal sealed class EngineConnection : IDisposable
{
    private const int CancelledCode = -32800;
    private const int NobodyCanBeAsked = -32000;

    private readonly ConcurrentDictionary<string, EngineRequest> _running = new(StringComparer.Ordinal);
    private readonly object _writing = new();
    private readonly Stream _toEngine;
    private readonly LineReader _fromEngine;
    private readonly Func<string, PosBackupException> _whyGone;
    private long _lastId;
    private volatile bool _isGone;

    /// <param name="toEngine">Where messages are written.</param>
    /// <param name="fromEngine">Where they are read.</param>
    /// <param name="whyGone">What to say of a method whose engine is gone.</param>
    public EngineConnection(Stream toEngine, Stream fromEngine, Func<string, PosBackupException> whyGone)
    {
        _toEngine = toEngine;
        _fromEngine = new LineReader(fromEngine);
        _whyGone = whyGone;
        new Thread(ReadToEnd) { IsBackground = true, Name = "PosBackup engine" }.Start();
    }

    /// <summary>Whether nothing can come any more.</summary>
    public bool IsGone => _isGone;

    /// <summary>Sends a request.</summary>
    public EngineRequest Begin(string method, JsonObject body)
    {
        var request = new EngineRequest(this, Interlocked.Increment(ref _lastId), method);
        string id = Key(request);
        _running[id] = request;
        if (!TryWrite(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request.Id, ["method"] = method, ["params"] = body }) || _isGone)
            Fail(id, request);

        return request;
    }

    public void Cancel(EngineRequest request) =>
        TryWrite(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "$/cancelRequest", ["params"] = new JsonObject { ["id"] = request.Id } });

    /// <summary>Answers a question of the engine.</summary>
    public void Answer(EngineMessage.Question question, JsonObject result) =>
        TryWrite(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = question.Id, ["result"] = result });

    /// <summary>Tells the engine that its question has no answer.</summary>
    public void Refuse(EngineMessage.Question question, string why) =>
        TryWrite(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = question.Id, ["error"] = new JsonObject { ["code"] = NobodyCanBeAsked, ["message"] = why } });

    /// <summary>Ends the input of the engine: it cancels what runs, cleans up, and goes.</summary>
    public void Dispose()
    {
        try
        {
            _toEngine.Dispose();
        }
        catch (IOException)
        {
            // It is gone already, and what was on its way to it is of no use any more.
        }
    }

    private static string Key(EngineRequest request) => request.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it was written; a pipe that nobody reads any more is told by the reading thread, with what the engine left behind.</summary>
    private bool TryWrite(JsonObject message)
    {
        byte[] json = JsonText.Write(message);
        byte[] line = new byte[json.Length + 1];
        Buffer.BlockCopy(json, 0, line, 0, json.Length);
        line[json.Length] = (byte)'\n';
        lock (_writing)
        {
            try
            {
                _toEngine.Write(line, 0, line.Length);
                _toEngine.Flush();
                return true;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    private void ReadToEnd()
    {
        try
        {
            while (_fromEngine.Read() is { } line)
            {
                if (line.Count > 0)
                    Dispatch(JsonText.Read(line));
            }
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidDataException or ObjectDisposedException)
        {
            Dispose();
        }

        _isGone = true;
        foreach (KeyValuePair<string, EngineRequest> running in _running)
            Fail(running.Key, running.Value);
    }

    private void Fail(string id, EngineRequest request)
    {
        if (_running.TryRemove(id, out _))
            request.Put(new EngineMessage.Failure(_whyGone(request.Method)));
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
