using System.Collections;
using System.Globalization;

namespace PosBackup.PowerShell.Json;

/// <summary>
/// An object of JSON that is to be sent. Values are put in as PowerShell has them and kept as the protocol writes them: times as ISO 8601 with offset, spans as seconds, words
/// of enumerations in camelCase, GUIDs as text. What is null is left out, which means the engine's default.
/// </summary>
internal sealed class JsonObject : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> _members = [];

    /// <summary>Sets a member; null sets none.</summary>
    public object? this[string name]
    {
        set
        {
            if (Plain(value) is { } plain)
                _members.Add(new(name, plain));
        }
    }

    /// <summary>Takes over all members of another.</summary>
    public JsonObject With(JsonObject other)
    {
        _members.AddRange(other._members);
        return this;
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static object? Plain(object? value) => value switch
    {
        null => null,
        string or bool or long or double or JsonObject => value,
        SwitchParameter given => given.ToBool(),
        int number => (long)number,
        TimeSpan span => span.TotalSeconds,
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        Guid guid => guid.ToString("D"),
        Enum word => EnumWord.Of(word),
        IEnumerable items => (IReadOnlyList<object>)[.. items.Cast<object>().Select(Plain).OfType<object>()],
        _ => throw new ArgumentException($"{value.GetType()} has no form in the protocol", nameof(value)),
    };
}
