using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests.Serving.Support;

/// <summary>A client of the real <c>posbackup serve</c>. Every line of standard output has to be a message, or everything that waits fails.</summary>
internal sealed class ServeClient : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentDictionary<string, Call> _calls = new(StringComparer.Ordinal);
    private readonly Channel<JsonObject> _nameless = Channel.CreateUnbounded<JsonObject>();
    private readonly Channel<JsonObject> _questions = Channel.CreateUnbounded<JsonObject>();
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private readonly StringBuilder _output = new();
    private int _count;

    private ServeClient(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = Task.Run(ReadAsync);
    }

    public Process Process => _process;

    /// <summary>All of standard output so far; of the longest lines the beginning.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts the program; nothing is said yet.</summary>
    public static ServeClient Start(IReadOnlyDictionary<string, string>? environment = null) => new(TheProgram.Start(["serve"], environment));

    /// <summary>Starts the program and shakes hands.</summary>
    public static async Task<ServeClient> ConnectAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        ServeClient client = Start(environment);
        Assert.Equal(1, (await client.AskAsync("initialize", new JsonObject { ["protocol"] = 1, ["client"] = "tests", ["clientVersion"] = "1" })).Result["protocol"]!.GetValue<int>());
        return client;
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        await _process.StandardInput.BaseStream.WriteAsync(bytes);
        await _process.StandardInput.BaseStream.FlushAsync();
    }

    /// <summary>Sends a line.</summary>
    public Task SendAsync(string line) => SendAsync(Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>Asks and waits for the answer.</summary>
    public Task<Answer> AskAsync(string method, JsonNode? parameters = null) => Begin(method, parameters).AnswerAsync();

    /// <summary>Asks.</summary>
    public Call Begin(string method, JsonNode? parameters = null, JsonNode? id = null)
    {
        id ??= $"c{Interlocked.Increment(ref _count)}";
        Call call = Expect(id);
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["method"] = method };
        if (parameters is not null)
            message["params"] = parameters.DeepClone();

        call.Sent = SendAsync(message.ToJsonString());
        return call;
    }

    /// <summary>Waits for what is sent by hand with this id.</summary>
    public Call Expect(JsonNode id) => _calls[id.ToJsonString()] = new Call(id, Limit);

    /// <summary>Hands what comes with its id to this one again.</summary>
    public void Expect(Call call) => _calls[call.Id.ToJsonString()] = call;

    public Task CancelAsync(JsonNode id) => SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "$/cancelRequest", ["params"] = new JsonObject { ["id"] = id.DeepClone() } }.ToJsonString());

    /// <summary>The next answer to a line of which not even the id was understood.</summary>
    public async Task<JsonObject> NamelessAsync() => await _nameless.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    /// <summary>The next question of the server.</summary>
    public async Task<JsonObject> QuestionAsync() => await _questions.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    /// <summary>Nothing more is said; waits for the end of the program.</summary>
    public async Task<Ended> EndAsync()
    {
        _process.StandardInput.Close();
        return await EndedAsync();
    }

    /// <summary>Waits for the end of the program.</summary>
    public async Task<Ended> EndedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        await _reading.WaitAsync(Limit);
        return new Ended(_process.ExitCode, Output, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                lock (_output)
                    _output.Append(line.AsSpan(0, Math.Min(line.Length, 64 * 1024))).Append('\n');

                Take(line);
            }

            Break(new EndOfStreamException("the server has ended"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or InvalidDataException or IOException)
        {
            Break(e);
            throw;
        }
    }

    private void Take(string line)
    {
        JsonObject message = JsonNode.Parse(line)!.AsObject();
        Assert.Equal("2.0", message["jsonrpc"]!.GetValue<string>());
        bool isCall = message.ContainsKey("method");
        if (isCall && message["id"] is not null)
            _questions.Writer.TryWrite(message);
        else if (isCall)
            Called(message["params"]!["request"]!).Take(message);
        else if (message["id"] is { } id)
            Called(id).Take(message);
        else
            _nameless.Writer.TryWrite(message);
    }

    private Call Called(JsonNode id) => _calls.TryGetValue(id.ToJsonString(), out Call? call) ? call : throw new InvalidDataException($"nobody asked {id.ToJsonString()}");

    private void Break(Exception e)
    {
        _nameless.Writer.TryComplete(e);
        _questions.Writer.TryComplete(e);
        foreach (Call call in _calls.Values)
            call.Break(e);
    }
}

/// <summary>What the program left.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error);
