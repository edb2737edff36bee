using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.Cli.Json;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A member of an enum by the name that the documents of <c>--json</c> give it, and by no other.</summary>
internal sealed class EnumWord<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Words = Enum.GetValues<T>().ToDictionary(EnumName.Of, StringComparer.Ordinal);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } word && Words.TryGetValue(word, out T value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(EnumName.Of(value));
}
