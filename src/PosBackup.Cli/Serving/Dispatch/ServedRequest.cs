using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Wire;
using PosBackup.Engine;
using PosBackup.Engine.Progress;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>A request under way: what it tells the client before it is answered. Whoever speaks after the answer is not heard.</summary>
internal sealed class ServedRequest
{
    private readonly Lock _lock = new();
    private readonly Outbox _outbox;
    private bool _isAnswered;

    public ServedRequest(RequestId id, Outbox outbox, ClientQuestions questions)
    {
        _outbox = outbox;
        Id = id;
        Observer = new NotifyingObserver(this, TimeProvider.System);
        Secrets = new ClientPrompt(this, questions);
    }

    public RequestId Id { get; }

    /// <summary>Turns what the engine says of its work into notifications.</summary>
    public IOperationObserver Observer { get; }

    /// <summary>Asks the client for secrets.</summary>
    public ClientPrompt Secrets { get; }

    /// <summary>One result, as soon as it is there.</summary>
    public void Record<T>(string type, T record, JsonTypeInfo<T> shape) => Record(type, json => JsonSerializer.Serialize(json, record, shape));

    /// <inheritdoc cref="Record{T}"/>
    public void Record(string type, Action<Utf8JsonWriter> record) => Notify("$/record", json =>
    {
        json.WriteString("type", type);
        json.WritePropertyName("record");
        record(json);
    });

    /// <summary>The same for one of very many: waits until the client has read most of those before.</summary>
    public Task RecordAsync<T>(string type, T record, JsonTypeInfo<T> shape, CancellationToken cancellationToken) =>
        RecordAsync(type, json => JsonSerializer.Serialize(json, record, shape), cancellationToken);

    /// <inheritdoc cref="RecordAsync{T}"/>
    public async Task RecordAsync(string type, Action<Utf8JsonWriter> record, CancellationToken cancellationToken)
    {
        await _outbox.RoomAsync(cancellationToken);
        Record(type, record);
    }

    /// <summary>Something that a person should know and that stops nothing.</summary>
    public void Warn(string text, string? hint, ErrorCode code = ErrorCode.None) => Say(MessageLevel.Warning, text, code, hint);

    /// <param name="level">How much it matters.</param>
    /// <param name="text">What is said.</param>
    /// <param name="code">Why, where that has a name.</param>
    /// <param name="hint">What to do about it.</param>
    /// <param name="about">The work that it belongs to.</param>
    public void Say(MessageLevel level, string text, ErrorCode code = ErrorCode.None, string? hint = null, Operation? about = null) => Notify("$/message", json =>
    {
        json.WriteString("level", EnumName.Of(level));
        json.WriteString("text", text);
        json.WriteString("code", code == ErrorCode.None ? null : EnumName.Of(code));
        json.WriteString("hint", hint);
        json.WriteString("verb", about?.Verb);
        json.WriteString("subject", about?.Subject);
    });

    public void Notify(string method, Action<Utf8JsonWriter> properties) => Post(OutgoingMessage.Notification(method, Id, properties));

    /// <summary>Sends something of this request, unless it is answered.</summary>
    public void Post(ReadOnlyMemory<byte> line)
    {
        lock (_lock)
        {
            if (!_isAnswered)
                _outbox.Post(line);
        }
    }

    /// <summary>The last that is sent.</summary>
    public void Answer(ReadOnlyMemory<byte> response)
    {
        lock (_lock)
        {
            _isAnswered = true;
            _outbox.Post(response);
        }
    }
}

/// <summary>How much a message matters.</summary>
internal enum MessageLevel
{
    /// <summary>A detail.</summary>
    Verbose,

    /// <summary>Worth a line.</summary>
    Information,

    /// <summary>Worth looking into.</summary>
    Warning,
}
