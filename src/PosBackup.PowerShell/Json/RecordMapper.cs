using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using PosBackup.PowerShell.Pipeline;

namespace PosBackup.PowerShell.Json;

/// <summary>
/// Makes a record of a document. A property <c>BytesSent</c> takes the member <c>bytesSent</c>; one that is a span takes the member with <c>Seconds</c> behind the name
/// (<c>Duration</c> the bare <c>seconds</c>). <see cref="JsonMemberAttribute"/> names another member, <see cref="JsonWordAttribute"/> marks a text that is a word of a set.
/// What a person is told, a <c>Message</c> or a <c>Hint</c>, comes in the words of PowerShell. What the document has more is passed over; what it has not keeps the property's own default.
/// </summary>
internal static class RecordMapper
{
    private static readonly ConcurrentDictionary<Type, Mapped[]> Known = new();

    /// <exception cref="FormatException">A member is not of the property's type.</exception>
    public static T Read<T>(JsonValue json)
        where T : class => (T)ReadRecord(typeof(T), json);

    /// <summary>Fills a record that is there already: for records that take their members from two documents.</summary>
    public static void Fill(object record, JsonValue json)
    {
        foreach (Mapped mapped in Known.GetOrAdd(record.GetType(), PropertiesOf))
        {
            JsonValue member = json[mapped.Member];
            if (member.IsNull)
                continue;

            try
            {
                mapped.Property.SetValue(record, mapped.IsWord ? Word(member)
                    : mapped.IsTold ? CommandLineWords.InPowerShell(member.Text)
                    : Value(mapped.Property.PropertyType, member));
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new FormatException($"'{mapped.Member}' of {record.GetType().Name} cannot be read: {e.Message}", e);
            }
        }
    }

    /// <summary>Members of the document that records of a type take, with the properties that take them.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> MembersOf(Type type) =>
        Known.GetOrAdd(type, PropertiesOf).ToDictionary(mapped => mapped.Member, mapped => mapped.Property, StringComparer.Ordinal);

    private static object ReadRecord(Type type, JsonValue json)
    {
        object record = Activator.CreateInstance(type)!;
        Fill(record, json);
        return record;
    }

    private static object Value(Type type, JsonValue json)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => json.Text,
            _ when plain == typeof(bool) => bool.Parse(json.Text),
            _ when plain == typeof(int) => int.Parse(json.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            _ when plain == typeof(long) => long.Parse(json.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            _ when plain == typeof(double) => double.Parse(json.Text, NumberStyles.Float, CultureInfo.InvariantCulture),
            _ when plain == typeof(TimeSpan) => TimeSpan.FromTicks((long)(double.Parse(json.Text, NumberStyles.Float, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond)),
            _ when plain == typeof(DateTimeOffset) => Time(json.Text),
            _ when plain == typeof(Guid) => Guid.Parse(json.Text),
            _ when plain == typeof(Version) => Version.Parse(json.Text),
            { IsEnum: true } => EnumWord.Read(plain, json.Text),
            { IsGenericType: true } => List(plain.GetGenericArguments()[0], json),
            { IsArray: true } => List(plain.GetElementType()!, json),
            _ => ReadRecord(plain, json),
        };
    }

    private static object Word(JsonValue json) =>
        json.Kind == JsonKind.Array ? json.Items.Select(item => EnumWord.Pascal(item.Text)).ToArray() : EnumWord.Pascal(json.Text);

    private static Array List(Type element, JsonValue json)
    {
        var list = Array.CreateInstance(element, json.Items.Count);
        for (int i = 0; i < list.Length; i++)
            list.SetValue(Value(element, json.Items[i]), i);

        return list;
    }

    /// <summary>A backup file does not always tell the offset of its times: they are its machine's, and this machine's offset is the best guess there is.</summary>
    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal);

    private static Mapped[] PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetSetMethod(nonPublic: true) is not null).Select(Mapped.Of)];

    private sealed class Mapped(PropertyInfo property, string member, bool isWord)
    {
        public PropertyInfo Property { get; } = property;

        public string Member { get; } = member;

        public bool IsWord { get; } = isWord;

        public bool IsTold { get; } = property.Name is "Message" or "Hint" && property.PropertyType == typeof(string);

        public static Mapped Of(PropertyInfo property)
        {
            bool isSpan = (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(TimeSpan);
            string name = property.GetCustomAttribute<JsonMemberAttribute>()?.Name
                ?? char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1) + (isSpan ? "Seconds" : "");
            return new Mapped(property, name, property.GetCustomAttribute<JsonWordAttribute>() is not null);
        }
    }
}
