using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace PosBackup.PowerShell.Json;

/// <summary>
/// Reads and writes JSON by the one reader and writer that both editions of PowerShell carry. They show JSON as XML: an element for each value, whose attribute
/// <c>type</c> says what it is, and whose name is the member's; a name that XML cannot have stands in the attribute <c>item</c>. They take more than JSON (a comma before a
/// bracket, a second value behind the first) and keep a member <c>__type</c> to themselves; the engine writes neither.
/// </summary>
internal static class JsonText
{
    /// <summary>Deeper than any document of the engine, and far from the end of a stack.</summary>
    private const int MaxDepth = 64;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = MaxDepth,
        MaxArrayLength = int.MaxValue,
        MaxBytesPerRead = int.MaxValue,
        MaxNameTableCharCount = int.MaxValue,
        MaxStringContentLength = int.MaxValue,
    };

    /// <exception cref="FormatException">It is no JSON, or deeper than any document of ours.</exception>
    public static JsonValue Read(ArraySegment<byte> json)
    {
        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(json.Array!, json.Offset, json.Count, Utf8, Quotas, onClose: null);
            reader.MoveToContent();
            JsonValue value = Element(reader);
            while (reader.Read())
            {
            }

            return value;
        }
        catch (XmlException e)
        {
            throw new FormatException($"what the engine sent is no JSON: {e.Message}", e);
        }
    }

    /// <summary>One line, without its end.</summary>
    public static byte[] Write(JsonObject value)
    {
        using var stream = new MemoryStream();
        using (XmlDictionaryWriter writer = JsonReaderWriterFactory.CreateJsonWriter(stream, Utf8, ownsStream: false))
            Element(writer, "root", value);

        return stream.ToArray();
    }

    private static JsonValue Element(XmlDictionaryReader reader)
    {
        string type = reader.GetAttribute("type") ?? "string";
        switch (type)
        {
            case "object":
                return JsonValue.Of(Members(reader));
            case "array":
                return JsonValue.Of(Items(reader));
            case "null":
                reader.ReadElementContentAsString();
                return JsonValue.Null;
            default:
                JsonKind kind = type switch { "number" => JsonKind.Number, "boolean" => JsonKind.Boolean, _ => JsonKind.Text };
                return JsonValue.Of(kind, reader.ReadElementContentAsString());
        }
    }

    private static Dictionary<string, JsonValue> Members(XmlDictionaryReader reader)
    {
        var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (string name in Children(reader))
            members[name] = Element(reader);

        return members;
    }

    private static List<JsonValue> Items(XmlDictionaryReader reader)
    {
        var items = new List<JsonValue>();
        foreach (string _ in Children(reader))
            items.Add(Element(reader));

        return items;
    }

    /// <summary>Names of the children; the reader stands at each when its name is given, and whoever takes the name reads the child.</summary>
    private static IEnumerable<string> Children(XmlDictionaryReader reader)
    {
        bool isEmpty = reader.IsEmptyElement;
        reader.Read();
        if (isEmpty)
            yield break;

        while (reader.MoveToContent() == XmlNodeType.Element)
            yield return reader.GetAttribute("item") ?? reader.LocalName;

        reader.ReadEndElement();
    }

    private static void Element(XmlDictionaryWriter writer, string name, object? value)
    {
        writer.WriteStartElement(name);
        switch (value)
        {
            case JsonObject members:
                writer.WriteAttributeString("type", "object");
                foreach (KeyValuePair<string, object> member in members)
                    Element(writer, member.Key, member.Value);
                break;
            case IReadOnlyList<object> items:
                writer.WriteAttributeString("type", "array");
                foreach (object item in items)
                    Element(writer, "item", item);
                break;
            case bool boolean:
                writer.WriteAttributeString("type", "boolean");
                writer.WriteValue(boolean);
                break;
            case long number:
                writer.WriteAttributeString("type", "number");
                writer.WriteValue(number);
                break;
            case double number:
                writer.WriteAttributeString("type", "number");
                writer.WriteValue(number);
                break;
            default:
                writer.WriteAttributeString("type", "string");
                writer.WriteString((string)value!);
                break;
        }

        writer.WriteEndElement();
    }
}
