using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A text without NUL, which ends a path for some and is refused by others.</summary>
internal sealed class StrictText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
