using System.Buffers;
using System.Text.Json;

namespace PosBackup.Cli.Serving.Wire;

/// <summary>Lines of ours, each with its end. Texts are ASCII with escapes, so that no line has another end in it.</summary>
internal static class OutgoingMessage
{
    public static ReadOnlyMemory<byte> Result(RequestId id, Action<Utf8JsonWriter> value) => Line(json =>
    {
        id.WriteTo(json, "id");
        json.WritePropertyName("result");
        value(json);
    });

    /// <param name="id">The request; null where it is not known.</param>
    /// <param name="error">Why there is no result.</param>
    public static ReadOnlyMemory<byte> Error(RequestId? id, RpcError error) => Line(json =>
    {
        if (id is { } known)
            known.WriteTo(json, "id");
        else
            json.WriteNull("id");

        json.WriteStartObject("error");
        json.WriteNumber("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteStartObject("data");
        json.WriteString("code", error.Name);
        json.WriteString("hint", error.Hint);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <param name="method">What it is about.</param>
    /// <param name="about">The request that it belongs to.</param>
    /// <param name="properties">Writes the other properties of its params.</param>
    public static ReadOnlyMemory<byte> Notification(string method, RequestId about, Action<Utf8JsonWriter> properties) => Line(json => Call(json, method, about, properties));

    /// <param name="id">Ours.</param>
    /// <param name="method">What is asked.</param>
    /// <param name="about">The request that it belongs to.</param>
    /// <param name="properties">Writes the other properties of its params.</param>
    public static ReadOnlyMemory<byte> Request(RequestId id, string method, RequestId about, Action<Utf8JsonWriter> properties) => Line(json =>
    {
        id.WriteTo(json, "id");
        Call(json, method, about, properties);
    });

    private static void Call(Utf8JsonWriter json, string method, RequestId about, Action<Utf8JsonWriter> properties)
    {
        json.WriteString("method", method);
        json.WriteStartObject("params");
        about.WriteTo(json, "request");
        properties(json);
        json.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> properties)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            properties(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }
}
