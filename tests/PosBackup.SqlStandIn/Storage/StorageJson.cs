using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>How facts are written: LSNs as decimal strings, enums by name.</summary>
internal static class StorageJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(), new LsnConverter() },
    };

    private sealed class LsnConverter : JsonConverter<Lsn>
    {
        public override Lsn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Lsn.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Lsn value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
