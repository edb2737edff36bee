using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>A document of <c>--json</c> that stands in another one there, and alone here: the properties that say where it belongs come first.</summary>
internal static class FlatRecord
{
    public static Action<Utf8JsonWriter> Of<T>(IReadOnlyList<(string Name, string Value)> first, T rest, JsonTypeInfo<T> shape)
    {
        JsonElement document = JsonSerializer.SerializeToElement(rest, shape);
        return json =>
        {
            json.WriteStartObject();
            foreach ((string name, string value) in first)
                json.WriteString(name, value);
            foreach (JsonProperty property in document.EnumerateObject())
                property.WriteTo(json);
            json.WriteEndObject();
        };
    }
}
