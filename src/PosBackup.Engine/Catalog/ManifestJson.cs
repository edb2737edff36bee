using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog;

/// <summary>How a manifest is written: camelCase, LSNs as decimal strings, times as ISO 8601, enums by name, flags as their number.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    IgnoreReadOnlyProperties = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(LsnJsonConverter), typeof(ServerTimeJsonConverter),
        typeof(CamelCaseEnumConverter<BackupKind>), typeof(CamelCaseEnumConverter<RecoveryModel>), typeof(CamelCaseEnumConverter<PageVerify>),
        typeof(CamelCaseEnumConverter<MediaContainer>), typeof(CamelCaseEnumConverter<VerificationLevel>), typeof(CamelCaseEnumConverter<Verdict>),
    ])]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

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
