using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.Engine.Media;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// How manifests and the documents of the catalog are written: camelCase, LSNs as decimal strings, times as ISO 8601, enums by name, flags
/// as their number. By reflection, not by generated code: that one would put null where a field with a default is absent.
/// </summary>
internal static class ManifestJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        IgnoreReadOnlyProperties = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters =
        {
            new LsnJsonConverter(), new ServerTimeJsonConverter(),
            new CamelCaseEnumConverter<BackupKind>(), new CamelCaseEnumConverter<RecoveryModel>(), new CamelCaseEnumConverter<PageVerify>(),
            new CamelCaseEnumConverter<MediaContainer>(), new CamelCaseEnumConverter<VerificationLevel>(), new CamelCaseEnumConverter<Verdict>(),
            new CamelCaseEnumConverter<RunOutcome>(), new CamelCaseEnumConverter<ErrorCode>(), new CamelCaseEnumConverter<DrillOutcome>(),
            new CamelCaseEnumConverter<AssertionOutcome>(), new CamelCaseEnumConverter<VerificationDepth>(),
        },
    };
}

/// <summary>An LSN in the decimal form of HEADERONLY, as a string: a JSON number would lose digits in many readers.</summary>
internal sealed class LsnJsonConverter : JsonConverter<Lsn>
{
    /// <inheritdoc/>
    public override Lsn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Lsn.TryParse(reader.GetString(), out Lsn lsn) ? lsn : throw new JsonException("not an LSN in decimal form");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Lsn value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>ISO 8601, with the offset where it is known.</summary>
internal sealed class ServerTimeJsonConverter : JsonConverter<ServerTime>
{
    /// <inheritdoc/>
    public override ServerTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ServerTime.TryParse(reader.GetString(), out ServerTime time) ? time : throw new JsonException("not a time in ISO 8601");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ServerTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Enums by their names in camelCase, or by the name that the member itself states; numbers are refused.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
