using System.Text.Json;

namespace PosBackup.Engine.StrictJson;

/// <summary>The properties of one JSON object: only known names, each once.</summary>
internal sealed class Properties
{
    private readonly Dictionary<string, JsonElement> _found = new(StringComparer.Ordinal);
    private readonly string _prefix;

    private Properties(bool isObject, string where, string prefix, Mistakes mistakes) => (IsObject, Where, _prefix, Mistakes) = (isObject, where, prefix, mistakes);

    /// <summary>Whether there was an object at all.</summary>
    public bool IsObject { get; }

    /// <summary>What the object is, for messages.</summary>
    public string Where { get; }

    /// <summary>What is wrong so far.</summary>
    public Mistakes Mistakes { get; }

    /// <summary>Reads an object.</summary>
    /// <param name="element">What should be one.</param>
    /// <param name="where">What it is, for messages.</param>
    /// <param name="known">Names that it may have.</param>
    /// <param name="mistakes">Takes what is wrong.</param>
    /// <param name="prefix">Path to an object inside another, with the point behind it.</param>
    public static Properties Of(JsonElement element, string where, ReadOnlySpan<string> known, Mistakes mistakes, string prefix = "")
    {
        var properties = new Properties(element.ValueKind == JsonValueKind.Object, where, prefix, mistakes);
        if (!properties.IsObject)
        {
            mistakes.Add($"{(prefix.Length == 0 ? where : $"{where}: '{prefix.TrimEnd('.')}'")} must be an object in braces");
            return properties;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = JsonText.NameOf(property);
            if (!known.Contains(name))
                mistakes.Add($"{where}: unknown property '{prefix}{name}'; known are {string.Join(", ", known)}");
            else if (!properties._found.TryAdd(name, property.Value))
                mistakes.Add($"{where}: '{prefix}{name}' is there twice");
        }

        return properties;
    }

    /// <summary>The value of a property; null when it is not there.</summary>
    public JsonElement? Find(string name) => _found.TryGetValue(name, out JsonElement value) ? value : null;

    /// <summary>Whether one of them is there.</summary>
    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_found.ContainsKey(name))
                return true;
        }

        return false;
    }

    /// <summary>An object inside this one; null when it is not there.</summary>
    public Properties? Inner(string name, ReadOnlySpan<string> known) =>
        Find(name) is { } value ? Of(value, Where, known, Mistakes, $"{_prefix}{name}.") : null;

    /// <summary>Something is wrong with a property.</summary>
    public void Mistake(string name, string what) => Mistakes.Add(Where, _prefix + name, what);

    /// <summary>Whether a property has been complained about.</summary>
    public bool HasMistake(string name) => Mistakes.Has(Where, _prefix + name);

    /// <summary>The number of the schema must be there, and be the one that is read.</summary>
    public void RequireSchema(int current)
    {
        if (Find("schema") is not { } schema)
            Mistakes.Add($"{Where} has no 'schema': write \"schema\": {current}");
        else if (schema.ValueKind != JsonValueKind.Number)
            Mistakes.Add($"'schema' must be the number {current}");
        else if (!schema.TryGetInt32(out int number) || number != current)
            Mistakes.Add($"'schema' is {schema.GetRawText()}, this version reads {current}");
    }
}
