using System.Text.Json;

namespace PosBackup.Engine.StrictJson;

/// <summary>The values of an object's properties; what is not of the right kind is a mistake, and reads as absent. No value is repeated in a mistake.</summary>
internal sealed class PropertyValues(Properties properties)
{
    /// <summary>A text that has to be there.</summary>
    public string Required(string name)
    {
        if (properties.Find(name) is { } value && JsonText.Of(value) is { } text && !string.IsNullOrWhiteSpace(text))
            return text;

        if (properties.IsObject)
            properties.Mistake(name, "must be a text that is not empty");
        return "";
    }

    /// <summary>A text, if it is there; it may be empty.</summary>
    public string? Text(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (JsonText.Of(value) is { } text)
            return text;

        properties.Mistake(name, "must be a text");
        return null;
    }

    /// <summary>Texts, none of them empty, at least one when the property is there.</summary>
    /// <param name="name">Name of the property.</param>
    /// <param name="what">What it must be, in the words of a message.</param>
    public IReadOnlyList<string> Texts(string name, string what)
    {
        if (properties.Find(name) is not { } value)
            return [];

        string?[] texts = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(JsonText.Of)] : [];
        if (texts.Length > 0 && !Array.Exists(texts, string.IsNullOrWhiteSpace))
            return texts!;

        properties.Mistake(name, what);
        return [];
    }

    /// <summary>A whole number.</summary>
    public int? Number(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number))
            return number;

        properties.Mistake(name, "must be a whole number");
        return null;
    }

    /// <summary>A size: a number of bytes, or a text with a unit.</summary>
    public long? Size(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long bytes) && bytes >= 0)
            return bytes;
        if (SizeText.TryParse(JsonText.Of(value), out long size))
            return size;

        properties.Mistake(name, $"is no size: {SizeText.Form}");
        return null;
    }

    /// <summary>A span of time of more than 0.</summary>
    public TimeSpan? Span(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (SpanText.TryParse(JsonText.Of(value), out TimeSpan span) && span > TimeSpan.Zero)
            return span;

        properties.Mistake(name, $"is no span of time: {SpanText.Form}");
        return null;
    }

    /// <summary>True or false; false when it is not there.</summary>
    public bool Flag(string name)
    {
        if (properties.Find(name) is not { } value)
            return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();

        properties.Mistake(name, "must be true or false");
        return false;
    }

    /// <summary>Whether a property is there and is null, which some take for <c>never</c>.</summary>
    public bool IsNull(string name) => properties.Find(name) is { ValueKind: JsonValueKind.Null };
}
