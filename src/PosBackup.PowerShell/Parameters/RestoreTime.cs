using System.Globalization;

namespace PosBackup.PowerShell.Parameters;

/// <summary>
/// A time to restore to. One with an offset, or a DateTime that is local or UTC (as <c>Get-Date</c> gives), is that very moment; one without is the wall clock of the instance that
/// took the backups, which is what people on site speak of.
/// </summary>
public sealed class RestoreTime
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    private RestoreTime(string text, bool isLocal)
    {
        Text = text;
        IsLocal = isLocal;
    }

    /// <summary>The time as the engine takes it: ISO 8601, with an offset unless it is local.</summary>
    public string Text { get; }

    /// <summary>Whether it is the wall clock of the instance that took the backups.</summary>
    public bool IsLocal { get; }

    /// <summary>That very moment.</summary>
    /// <param name="time">The moment.</param>
    public static RestoreTime Of(DateTimeOffset time) => new(time.ToString("o", CultureInfo.InvariantCulture), isLocal: false);

    /// <summary>The moment, or the wall clock of the instance when the kind of the time is not said.</summary>
    /// <param name="time">The time.</param>
    public static RestoreTime Of(DateTime time) => time.Kind == DateTimeKind.Unspecified
        ? new(time.ToString(LocalFormat, CultureInfo.InvariantCulture), isLocal: true)
        : Of(new DateTimeOffset(time));

    /// <summary>Reads ISO 8601, with or without an offset; null when the text is none.</summary>
    /// <param name="text">The text.</param>
    public static RestoreTime? Read(string text)
    {
        if (text is null || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time))
            return null;

        return time.Kind != DateTimeKind.Unspecified && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment) ? Of(moment) : Of(time);
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
