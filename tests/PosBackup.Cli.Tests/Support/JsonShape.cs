using System.Text.Json;
using System.Text.Json.Nodes;

namespace PosBackup.Cli.Tests.Support;

/// <summary>The shape of a document: a line for each field, in order, with the kinds of value seen. Elements of an array are taken together.</summary>
internal static class JsonShape
{
    public static string[] Of(JsonNode document)
    {
        var fields = new List<string>();
        var kinds = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        Walk(document, "", fields, kinds);
        return [.. fields.Select(field => $"{field}: {string.Join('|', kinds[field])}")];
    }

    private static void Walk(JsonNode? node, string path, List<string> fields, Dictionary<string, SortedSet<string>> kinds)
    {
        switch (node)
        {
            case JsonObject one:
                foreach ((string name, JsonNode? value) in one)
                    Walk(value, path.Length == 0 ? name : $"{path}.{name}", fields, kinds);
                break;
            case JsonArray many:
                foreach (JsonNode? element in many)
                    Walk(element, path + "[]", fields, kinds);
                break;
            default:
                if (!kinds.TryGetValue(path, out SortedSet<string>? seen))
                {
                    kinds.Add(path, seen = new SortedSet<string>(StringComparer.Ordinal));
                    fields.Add(path);
                }

                seen.Add(Kind(node));
                break;
        }
    }

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "number",
        _ => "string",
    };
}
