using System.Text.Json;
using System.Text.Unicode;

namespace PosBackup.Cli.Serving.Wire;

/// <summary>What a line of the client says.</summary>
internal abstract record IncomingMessage
{
    private IncomingMessage()
    {
    }

    /// <summary>Something to be answered.</summary>
    public sealed record Request(RequestId Id, string Method, JsonElement? Params) : IncomingMessage;

    /// <summary>Something that has no answer.</summary>
    public sealed record Notification(string Method, JsonElement? Params) : IncomingMessage;

    /// <summary>The answer to a request of ours.</summary>
    /// <param name="Id">The request.</param>
    /// <param name="Result">What was answered; null for an error.</param>
    public sealed record Reply(RequestId Id, JsonElement? Result) : IncomingMessage;

    /// <summary>A request is to be called off.</summary>
    public sealed record Cancel(RequestId Id) : IncomingMessage;

    /// <summary>Nothing of these.</summary>
    /// <param name="Id">The request, where that much is understood.</param>
    /// <param name="Error">Why.</param>
    public sealed record Refused(RequestId? Id, RpcError Error) : IncomingMessage;

    /// <summary>Understands a line; null for an empty one.</summary>
    public static IncomingMessage? Of(Line line, int longest)
    {
        if (line.IsTooLong)
            return Invalid(id: null, $"it is longer than {longest} bytes");
        if (line.Bytes.AsSpan().IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0)
            return null;
        if (!Utf8.IsValid(line.Bytes))
            return new Refused(Id: null, RpcError.NoJson("it is no UTF-8"));

        try
        {
            return Of(JsonDocument.Parse(line.Bytes).RootElement);
        }
        catch (JsonException e)
        {
            // What the reader says repeats a piece of the line, which may be one of a secret.
            return new Refused(Id: null, RpcError.NoJson($"from byte {e.BytePositionInLine + 1} on"));
        }
        catch (InvalidOperationException)
        {
            // A member is looked for by the text of each name, and one of half a surrogate pair is none.
            return Invalid(id: null, "the name of a property is no Unicode");
        }
    }

    private static IncomingMessage Of(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Object => OfObject(root),
        JsonValueKind.Array => Invalid(id: null, "batches are not taken"),
        _ => Invalid(id: null, "it is no object"),
    };

    private static IncomingMessage OfObject(JsonElement root)
    {
        RequestId? id = null;
        bool hasId = root.TryGetProperty("id", out JsonElement named);
        if (hasId && (id = RequestId.Of(named)) is null)
            return Invalid(id: null, "'id' must be a text or a whole number");
        if (!root.TryGetProperty("jsonrpc", out JsonElement version) || WireText.Of(version) is not "2.0")
            return Invalid(id, "'jsonrpc' must be \"2.0\"");

        JsonElement? value = root.TryGetProperty("params", out JsonElement given) && given.ValueKind != JsonValueKind.Null ? given : null;
        if (root.TryGetProperty("method", out JsonElement method))
        {
            return WireText.Of(method) is not { } name ? Invalid(id, "'method' must be a text")
                : id is { } request ? new Request(request, name, value)
                : name is "$/cancelRequest" && CancelledBy(value) is { } cancelled ? new Cancel(cancelled)
                : new Notification(name, value);
        }

        if (id is not { } answered)
            return Invalid(id: null, "it has no 'method'");
        if (root.TryGetProperty("error", out _))
            return new Reply(answered, Result: null);

        return root.TryGetProperty("result", out JsonElement result) ? new Reply(answered, result) : Invalid(id, "it has no 'method'");
    }

    private static RequestId? CancelledBy(JsonElement? about) =>
        about is { ValueKind: JsonValueKind.Object } named && named.TryGetProperty("id", out JsonElement id) ? RequestId.Of(id) : null;

    private static Refused Invalid(RequestId? id, string why) => new(id, RpcError.InvalidRequest(why));
}
