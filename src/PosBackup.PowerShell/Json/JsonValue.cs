namespace PosBackup.PowerShell.Json;

/// <summary>What a value of JSON is.</summary>
internal enum JsonKind
{
    Null,
    Text,
    Number,
    Boolean,
    Array,
    Object,
}

/// <summary>A value of JSON, read-only. What is not there reads as null, so that a document may lack what it does not have.</summary>
internal sealed class JsonValue
{
    private static readonly Dictionary<string, JsonValue> NoMembers = [];

    private readonly Dictionary<string, JsonValue> _members;

    private JsonValue(JsonKind kind, string text, IReadOnlyList<JsonValue> items, Dictionary<string, JsonValue> members)
    {
        Kind = kind;
        Text = text;
        Items = items;
        _members = members;
    }

    public static JsonValue Null { get; } = new(JsonKind.Null, "", [], NoMembers);

    public JsonKind Kind { get; }

    /// <summary>A text as it is, a number or a boolean as it was written; else empty.</summary>
    public string Text { get; }

    /// <summary>Elements of an array; else none.</summary>
    public IReadOnlyList<JsonValue> Items { get; }

    /// <summary>Names of the members of an object, in their order; else none.</summary>
    public IEnumerable<string> Names => _members.Keys;

    public bool IsNull => Kind == JsonKind.Null;

    /// <summary>The member of that name; null when there is none.</summary>
    public JsonValue this[string name] => _members.TryGetValue(name, out JsonValue? member) ? member : Null;

    public static JsonValue Of(JsonKind kind, string text) => new(kind, text, [], NoMembers);

    public static JsonValue Of(IReadOnlyList<JsonValue> items) => new(JsonKind.Array, "", items, NoMembers);

    public static JsonValue Of(Dictionary<string, JsonValue> members) => new(JsonKind.Object, "", [], members);

    /// <summary>The same object with a member under another name.</summary>
    public JsonValue Renamed(string from, string to)
    {
        var members = new Dictionary<string, JsonValue>(_members, StringComparer.Ordinal) { [to] = this[from] };
        members.Remove(from);
        return Of(members);
    }

    /// <summary>The text; null for null.</summary>
    public string? AsText() => IsNull ? null : Text;

    public override string ToString() => Kind is JsonKind.Array or JsonKind.Object ? Kind.ToString() : Text;
}
