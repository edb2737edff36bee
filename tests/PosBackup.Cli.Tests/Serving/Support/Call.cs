using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace PosBackup.Cli.Tests.Serving.Support;

/// <summary>A request under way.</summary>
internal sealed class Call(JsonNode id, TimeSpan limit)
{
    private readonly Channel<JsonObject> _notifications = Channel.CreateUnbounded<JsonObject>();
    private readonly TaskCompletionSource<JsonObject> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<JsonObject> _before = [];

    public JsonNode Id { get; } = id;

    /// <summary>Over when the request is sent.</summary>
    public Task Sent { get; set; } = Task.CompletedTask;

    /// <summary>The answer, with all that was told before it.</summary>
    public async Task<Answer> AnswerAsync()
    {
        JsonObject response = await _response.Task.WaitAsync(limit);
        lock (_before)
            return new Answer(response, [.. _before]);
    }

    /// <summary>The next notification of which this is true.</summary>
    public async Task<JsonObject> NotificationAsync(Predicate<JsonObject> isMeant)
    {
        while (true)
        {
            JsonObject notification = await _notifications.Reader.ReadAsync().AsTask().WaitAsync(limit);
            if (isMeant(notification))
                return notification;
        }
    }

    public void Take(JsonObject message)
    {
        if (!message.ContainsKey("method"))
        {
            if (!_response.TrySetResult(message))
                throw new InvalidDataException($"a second answer: {message.ToJsonString()}");
            return;
        }

        if (_response.Task.IsCompleted)
            throw new InvalidDataException($"a notification behind the answer: {message.ToJsonString()}");
        lock (_before)
            _before.Add(message);

        _notifications.Writer.TryWrite(message);
    }

    public void Break(Exception e)
    {
        _response.TrySetException(e);
        _notifications.Writer.TryComplete(e);
    }
}

/// <summary>An answer, and the notifications before it.</summary>
internal sealed record Answer(JsonObject Response, IReadOnlyList<JsonObject> Before)
{
    public JsonNode Result
    {
        get
        {
            Assert.True(Response["error"] is null, Response.ToJsonString());
            return Response["result"]!;
        }
    }

    public string Message => Response["error"]!["message"]!.GetValue<string>();

    public string? Hint => Response["error"]!["data"]!["hint"]?.GetValue<string>();

    /// <summary>Records of a type.</summary>
    public JsonNode[] Records(string type) =>
        [.. Before.Where(one => one["method"]!.GetValue<string>() == "$/record" && one["params"]!["type"]!.GetValue<string>() == type).Select(one => one["params"]!["record"]!)];

    /// <summary>Events of operations.</summary>
    public string[] Events => [.. Before.Where(one => one["method"]!.GetValue<string>() == "$/operation").Select(one => one["params"]!["event"]!.GetValue<string>())];

    /// <summary>Fails unless the answer is this error.</summary>
    public Answer Fails(int code, string name)
    {
        Assert.True(Response["error"] is not null, Response.ToJsonString());
        Assert.Equal((code, name), (Response["error"]!["code"]!.GetValue<int>(), Response["error"]!["data"]!["code"]!.GetValue<string>()));
        return this;
    }
}
