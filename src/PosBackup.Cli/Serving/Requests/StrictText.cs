using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A text without NUL, which ends a path for some and is refused by others.</summary>
internal sealed class StrictText : JsonConverter<string>
{
    private const string Hint = "take it out, or take another name";

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(ref reader);

    /// <summary>The text.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static string Of(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();

        try
        {
            string text = reader.GetString()!;
            return text.Contains('\0', StringComparison.Ordinal) ? throw new NoValueException("holds the character NUL", Hint) : text;
        }
        catch (InvalidOperationException)
        {
            throw new NoValueException("is no Unicode: half of a surrogate pair stands alone in it", Hint);
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
