using System.Text.Json;

namespace PosBackup.Engine.StrictJson;

/// <summary>Texts in JSON.</summary>
internal static class JsonText
{
    /// <summary>A text; null when the value is another kind, or no Unicode.</summary>
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The name of a property.</summary>
    public static string NameOf(JsonProperty property)
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
