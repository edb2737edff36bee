namespace PosBackup.Cli.Serving.Wire;

/// <summary>Why a request is answered with no result. Never holds a secret.</summary>
/// <param name="Code">Number of JSON-RPC.</param>
/// <param name="Message">What happened.</param>
/// <param name="Name">Stable, machine-readable reason: a name of <see cref="Engine.ErrorCode"/> in camelCase, or one of the protocol's own.</param>
/// <param name="Hint">What to do about it.</param>
internal sealed record RpcError(int Code, string Message, string Name, string? Hint = null)
{
    private const int InvalidRequestCode = -32600;

    public static RpcError NoJson(string why) => new(-32700, $"the line is no JSON: {why}", "noJson", "a message is one line, UTF-8, ended by LF");

    public static RpcError InvalidRequest(string why) => new(InvalidRequestCode, $"this is no request: {why}", "invalidRequest");

    public static RpcError UnknownMethod(string method) => new(-32601, $"there is no method {WireText.Name(method)}", "unknownMethod");

    public static RpcError InvalidParams(string message, string? hint = null) => new(-32602, message, "invalidOption", hint);

    public static RpcError NotForeseen(string message) => new(-32603, message, "unknown", "report what standard error says");

    public static RpcError NotInitialized() => new(-32002, "nothing is served before 'initialize'", "notInitialized");

    public static RpcError ProtocolMismatch(string message, string hint) => new(-32001, message, "protocolMismatch", hint);

    public static RpcError Cancelled() => new(-32800, "cancelled", "cancelled");

    public static RpcError OfEngine(string message, string name, string? hint) => new(-32000, message, name, hint);
}

/// <summary>A request that is answered with an error.</summary>
internal sealed class RpcException(RpcError error) : Exception(error.Message)
{
    public RpcError Error { get; } = error;
}
