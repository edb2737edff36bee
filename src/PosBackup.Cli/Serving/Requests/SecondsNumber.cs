using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A span of time as a number of seconds.</summary>
internal sealed class SecondsNumber : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && Math.Abs(reader.GetDouble()) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(reader.GetDouble()) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
}
