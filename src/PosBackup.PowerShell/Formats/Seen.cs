using System.Collections;

namespace PosBackup.PowerShell.Formats;

/// <summary>
/// What a view is given: a record, or what arrived of one from another process (a job, a remote session, Export-Clixml). That has the same names, but is a bag of properties, with other lists and
/// texts for words in it.
/// </summary>
/// <param name="value">The record, or one of its values.</param>
internal readonly struct Seen(object? value)
{
    private readonly object? _value = value;

    /// <summary>A property; nothing where there is none.</summary>
    /// <param name="name">Its name.</param>
    public Seen this[string name] => new(_value switch
    {
        null => null,
        PSObject arrived => arrived.Properties[name]?.Value,
        _ => _value.GetType().GetProperty(name)?.GetValue(_value),
    });

    /// <summary>What is in a list; of anything else itself.</summary>
    public IEnumerable<Seen> Items => Plain switch
    {
        null => [],
        string or not IEnumerable => [this],
        IEnumerable list => list.Cast<object?>().Where(item => item is not null).Select(item => new Seen(item)),
    };

    /// <summary>As a text; empty for nothing.</summary>
    public string Text => _value?.ToString() ?? "";

    /// <summary>Whether it is there and true.</summary>
    public bool IsTrue => Plain is true;

    /// <summary>As one of PowerShell's plain types, which arrive as they were sent.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public T? As<T>()
        where T : struct => Plain is T value ? value : null;

    /// <summary>A moment with its offset. What arrives of one is a bag of the parts that it can be told by.</summary>
    public DateTimeOffset? Moment => As<DateTimeOffset>()
        ?? (this["DateTime"].As<DateTime>() is { } clock && this["Offset"].As<TimeSpan>() is { } offset ? new DateTimeOffset(DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), offset) : null);

    private object? Plain => _value is PSObject wrapped ? wrapped.BaseObject : _value;
}
