using PosBackup.Engine.Secrets;
using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>Those values of a definition's properties that only definitions have.</summary>
internal sealed class DefinitionValues(Properties properties)
{
    private readonly PropertyValues _values = new(properties);

    /// <summary>A reference to a secret. What is none is not repeated: it may be the secret.</summary>
    public SecretReference? Secret(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (SecretReference.TryParse(JsonText.Of(value), out SecretReference? reference))
            return reference;

        properties.Mistake(name, $"is no reference to a secret (what stands there is not repeated): {SecretReference.Form}");
        return null;
    }

    /// <summary>A reference that has to be there; any when it is not, as the mistake is told.</summary>
    public SecretReference RequiredSecret(string name)
    {
        if (properties.IsObject && properties.Find(name) is null)
            properties.Mistake(name, $"is missing: {SecretReference.Form}");
        return Secret(name) ?? SecretReference.Prompt;
    }

    /// <summary>Whole seconds, written as a span.</summary>
    public int Seconds(string name, int value) => _values.Span(name) is { } span ? (int)Math.Min(span.TotalSeconds, int.MaxValue) : value;

    /// <summary>Whole days, written as a span; null is never.</summary>
    public int? Days(string name, int? value)
    {
        if (_values.IsNull(name))
            return null;
        if (_values.Span(name) is not { } span)
            return value;
        if (span.Ticks % TimeSpan.TicksPerDay == 0)
            return (int)span.TotalDays;

        properties.Mistake(name, "must be in whole days, such as 8d");
        return value;
    }

    /// <summary>One of the names of an enum, in camelCase.</summary>
    public T Choice<T>(string name, T value)
        where T : struct, Enum
    {
        if (properties.Find(name) is not { } found)
            return value;

        string? text = JsonText.Of(found);
        foreach (T choice in Enum.GetValues<T>())
        {
            if (string.Equals(TargetNames.Of(choice), text, StringComparison.Ordinal))
                return choice;
        }

        properties.Mistake(name, $"must be one of {string.Join(", ", Enum.GetValues<T>().Select(TargetNames.Of))}");
        return value;
    }

    /// <summary>Spans of the day.</summary>
    public IReadOnlyList<TimeOfDaySpan> Times(string name)
    {
        string what = $"must be an array of spans of the day, at least one: {TimeOfDaySpan.Form}";
        var spans = new List<TimeOfDaySpan>();
        foreach (string text in _values.Texts(name, what))
        {
            if (TimeOfDaySpan.TryParse(text, out TimeOfDaySpan span))
                spans.Add(span);
            else
                properties.Mistake(name, what);
        }

        return spans;
    }
}
