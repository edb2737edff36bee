using System.Text.Json;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>The values of an assertion's properties; what is not of the right kind is a mistake, and reads as absent.</summary>
internal sealed class PropertyValues(Properties properties, string where, List<string> mistakes)
{
    public string Required(string name)
    {
        if (properties.Find(name) is { } value && Scalars.Text(value) is { } text && !string.IsNullOrWhiteSpace(text))
            return text;

        if (properties.IsObject)
            Mistake(name, "must be a text that is not empty");
        return "";
    }

    public IReadOnlyList<string> Names(string name)
    {
        if (properties.Find(name) is not { } value)
            return [];

        string?[] texts = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Scalars.Text)] : [];
        if (texts.Length > 0 && !Array.Exists(texts, string.IsNullOrWhiteSpace))
            return texts!;

        Mistake(name, "must be an array of database names, at least one; leave it out for all databases");
        return [];
    }

    public AssertionValue? Scalar(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;

        return Scalars.Value(value) ?? Mistake<AssertionValue>(name, "must be a number of at most 28 digits, a text, a date as text, true, false or null");
    }

    public AssertionValue? Bound(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;

        return Scalars.Value(value) switch
        {
            NumberValue number => number,
            TextValue { Value: var text } when Scalars.Moment(text) is { } moment => moment,
            _ => Mistake<AssertionValue>(name, "must be a number of at most 28 digits or a date such as \"2026-03-01\" or \"2026-03-01T18:30:00+08:00\""),
        };
    }

    public TimeSpan? Span(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (SpanText.TryParse(Scalars.Text(value), out TimeSpan span) && span > TimeSpan.Zero)
            return span;

        Mistake(name, $"is no span of time: {SpanText.Form}");
        return null;
    }

    public bool Flag(string name)
    {
        if (properties.Find(name) is not { } value)
            return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();

        Mistake(name, "must be true or false");
        return false;
    }

    private T? Mistake<T>(string name, string what)
        where T : class
    {
        Mistake(name, what);
        return null;
    }

    private void Mistake(string name, string what)
    {
        properties.MarkMistake(name);
        mistakes.Add($"{where}: '{name}' {what}");
    }
}
