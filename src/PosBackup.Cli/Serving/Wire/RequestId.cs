using System.Globalization;
using System.Text.Json;

namespace PosBackup.Cli.Serving.Wire;

/// <summary>What tells a request from others: a text, or a whole number. <c>1</c> and <c>"1"</c> are two.</summary>
/// <param name="Text">The text; null for a number.</param>
/// <param name="Number">The number.</param>
internal readonly record struct RequestId(string? Text, long Number)
{
    /// <summary>Reads one; null when it is none.</summary>
    public static RequestId? Of(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.Number when id.TryGetInt64(out long number) => new RequestId(Text: null, number),
        JsonValueKind.String when WireText.Of(id) is { } text => new RequestId(text, Number: 0),
        _ => null,
    };

    public void WriteTo(Utf8JsonWriter json, string property)
    {
        if (Text is null)
            json.WriteNumber(property, Number);
        else
            json.WriteString(property, Text);
    }

    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}
