using System.Text.Json;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>The properties of one JSON object: only known names, each once.</summary>
internal sealed class Properties
{
    private readonly Dictionary<string, JsonElement> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mistaken = new(StringComparer.Ordinal);

    private Properties(bool isObject) => IsObject = isObject;

    /// <summary>Whether there was an object at all.</summary>
    public bool IsObject { get; }

    public static Properties Of(JsonElement element, string where, ReadOnlySpan<string> known, List<string> mistakes)
    {
        var properties = new Properties(element.ValueKind == JsonValueKind.Object);
        if (!properties.IsObject)
        {
            mistakes.Add($"{where} must be an object in braces");
            return properties;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = Name(property);
            if (!known.Contains(name))
                mistakes.Add($"{where}: unknown property '{name}'; known are {string.Join(", ", known)}");
            else if (!properties._found.TryAdd(name, property.Value))
                mistakes.Add($"{where}: '{name}' is there twice");
        }

        return properties;
    }

    public JsonElement? Find(string name) => _found.TryGetValue(name, out JsonElement value) ? value : null;

    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_found.ContainsKey(name))
                return true;
        }

        return false;
    }

    /// <summary>Marks a property as one that has been complained about.</summary>
    public void MarkMistake(string name) => _mistaken.Add(name);

    public bool HasMistake(string name) => _mistaken.Contains(name);

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: valid JSON, but no text.
            return "(not Unicode)";
        }
    }
}
