using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Evidence;

/// <summary>
/// How evidence is written: as manifests are, with durations in seconds, and with what follows from other fields, so that no reader has to
/// compare the RTO itself.
/// </summary>
internal static class EvidenceJson
{
    public static JsonSerializerOptions Options { get; } = new(ManifestJson.Options)
    {
        IgnoreReadOnlyProperties = false,
        Converters =
        {
            new SecondsJsonConverter(),
            new CamelCaseEnumConverter<DrillMoment>(), new CamelCaseEnumConverter<DrillPhase>(), new CamelCaseEnumConverter<CheckDbOutcome>(),
            new CamelCaseEnumConverter<CleanUpOutcome>(),
        },
    };
}

/// <summary>A span of time as a number of seconds.</summary>
internal sealed class SecondsJsonConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TimeSpan.FromSeconds(reader.GetDouble());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((decimal)value.Ticks / TimeSpan.TicksPerSecond);
}
