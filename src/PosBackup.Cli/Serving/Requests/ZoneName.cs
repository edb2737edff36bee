using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A time zone by its IANA or its Windows id, as far as this machine knows it.</summary>
internal sealed class ZoneName : JsonConverter<TimeZoneInfo>
{
    public override TimeZoneInfo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TimeZoneInfo.TryFindSystemTimeZoneById(reader.GetString()!, out TimeZoneInfo? zone) ? zone : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TimeZoneInfo value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
}
