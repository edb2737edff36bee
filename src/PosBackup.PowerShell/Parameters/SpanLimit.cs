using System.Globalization;

namespace PosBackup.PowerShell.Parameters;

/// <summary>A span of time that limits something, or the word none: there is no limit, whatever a file says.</summary>
public sealed class SpanLimit
{
    /// <summary>The word for no limit.</summary>
    internal const string None = "none";

    internal SpanLimit(TimeSpan? span) => Span = span;

    /// <summary>The span; null for none.</summary>
    public TimeSpan? Span { get; }

    /// <summary>As the engine takes it.</summary>
    internal object Value => Span is { } span ? span : None;

    /// <inheritdoc />
    public override string ToString() => Span?.ToString("c", CultureInfo.InvariantCulture) ?? None;
}
