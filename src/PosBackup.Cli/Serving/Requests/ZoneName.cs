using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.Cli.Output;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A time zone by its IANA or its Windows id, as far as this machine knows it.</summary>
internal sealed class ZoneName : JsonConverter<TimeZoneInfo>
{
    public override TimeZoneInfo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string name = StrictText.Of(ref reader);
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone)
            ? zone
            : throw new NoValueException($"is no time zone that this machine knows: {Printable.Of(name)}", "name it as IANA or Windows does, such as Asia/Shanghai or China Standard Time");
    }

    public override void Write(Utf8JsonWriter writer, TimeZoneInfo value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
}
