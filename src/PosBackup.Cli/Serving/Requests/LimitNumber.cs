using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A limit of time as a number of seconds, or the word for none: absent would be what the file says.</summary>
internal sealed class LimitNumber : JsonConverter<SpanLimit>
{
    private static readonly SecondsNumber Seconds = new();

    public override SpanLimit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(LimitOption.None) ? new SpanLimit(Span: null) : new SpanLimit(Seconds.Read(ref reader, typeof(TimeSpan), options));

    public override void Write(Utf8JsonWriter writer, SpanLimit value, JsonSerializerOptions options)
    {
        if (value.Span is { } span)
            Seconds.Write(writer, span, options);
        else
            writer.WriteStringValue(LimitOption.None);
    }
}
