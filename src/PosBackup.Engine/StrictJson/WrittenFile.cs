using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PosBackup.Engine.StrictJson;

/// <summary>Writes what <see cref="StrictFile"/> reads, as a person would: indented, the schema first, with a line break at the end.</summary>
internal static class WrittenFile
{
    /// <summary>The files are read by this program and by people, never put into a page: quotes and ampersands stay as they are.</summary>
    private static readonly JsonWriterOptions Form = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a file.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="rest">Writes the other members of its one object.</param>
    public static ReadOnlyMemory<byte> Of(int schema, Action<Utf8JsonWriter> rest)
    {
        var content = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(content, Form))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", schema);
            rest(json);
            json.WriteEndObject();
        }

        content.Write("\n"u8);
        return content.WrittenMemory;
    }
}
