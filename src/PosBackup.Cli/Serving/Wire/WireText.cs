using System.Text.Json;

namespace PosBackup.Cli.Serving.Wire;

/// <summary>Texts as clients send them. Half a surrogate pair is valid JSON, and no text.</summary>
internal static class WireText
{
    private const int LongestName = 64;

    /// <summary>A text; null when the value is another kind, or no Unicode.</summary>
    public static string? Of(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The name of a property; empty when it is no Unicode.</summary>
    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>A name that a message may repeat: what looks like none may be a value at the wrong place, and a secret.</summary>
    public static string Name(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '$' or '.' or '_' or '[' or ']') ? $"'{name}'" : "of that name";
}
