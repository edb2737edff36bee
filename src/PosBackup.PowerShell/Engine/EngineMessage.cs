using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Engine;

/// <summary>What the engine says about a request that runs.</summary>
internal abstract class EngineMessage
{
    private EngineMessage()
    {
    }

    /// <summary>Progress, a message or a record.</summary>
    public sealed class Notification(string method, JsonValue body) : EngineMessage
    {
        public string Method { get; } = method;

        public JsonValue Body { get; } = body;
    }

    /// <summary>The engine asks for something, and waits for the answer.</summary>
    public sealed class Question(string id, string method, JsonValue body) : EngineMessage
    {
        public string Id { get; } = id;

        public string Method { get; } = method;

        public JsonValue Body { get; } = body;
    }

    /// <summary>The request is done; nothing follows.</summary>
    public sealed class Answer(JsonValue result) : EngineMessage
    {
        public JsonValue Result { get; } = result;
    }

    /// <summary>The request failed; nothing follows.</summary>
    public sealed class Failure(PosBackupException error) : EngineMessage
    {
        public PosBackupException Error { get; } = error;
    }
}
