using System.Globalization;

namespace PosBackup.Engine.Catalog;

/// <summary>A moment as SQL Server wrote it: its local wall clock and, where known, the offset from UTC. A label, never an order.</summary>
public readonly record struct ServerTime(DateTime Local, TimeSpan? Offset)
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    /// <summary>The moment itself; null when the media does not tell the offset, or tells one that no clock has.</summary>
    public DateTimeOffset? Instant
    {
        get
        {
            if (Offset is not { } offset || !IsOffset(offset))
                return null;

            long utc = Local.Ticks - offset.Ticks;
            return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks
                ? new DateTimeOffset(DateTime.SpecifyKind(Local, DateTimeKind.Unspecified), offset)
                : null;
        }
    }

    /// <summary>The moment, with an offset that stands in where the media tells none; for ordering and labels only.</summary>
    /// <param name="assumed">The offset that stands in; UTC when not given.</param>
    public DateTimeOffset AsUtc(TimeSpan assumed = default) =>
        Instant?.ToUniversalTime() ?? new DateTimeOffset(new DateTime(Math.Clamp(Local.Ticks - assumed.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc));

    /// <summary>Reads the form that <see cref="ToString"/> writes; false when the text is no such time.</summary>
    public static bool TryParse(string? text, out ServerTime time)
    {
        time = default;
        if (text is null)
            return false;

        int sign = text.AsSpan().LastIndexOfAny('+', '-');
        bool hasOffset = sign > text.IndexOf('T', StringComparison.Ordinal);
        ReadOnlySpan<char> local = hasOffset ? text.AsSpan(0, sign) : text;
        TimeSpan? offset = null;
        if (hasOffset)
        {
            if (!TimeSpan.TryParseExact(text.AsSpan(sign + 1), @"hh\:mm", CultureInfo.InvariantCulture, out TimeSpan size))
                return false;

            offset = text[sign] == '-' ? -size : size;
            if (!IsOffset(offset.Value))
                return false;
        }

        if (!DateTime.TryParseExact(local, LocalFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime value))
            return false;

        time = new ServerTime(value, offset);
        return true;
    }

    /// <summary>ISO 8601: with the offset where it is known, without one where it is not.</summary>
    public override string ToString()
    {
        string local = Local.ToString(LocalFormat, CultureInfo.InvariantCulture);
        return Offset is { } offset && IsOffset(offset)
            ? string.Create(CultureInfo.InvariantCulture, $"{local}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}")
            : local;
    }

    private static bool IsOffset(TimeSpan offset) => offset.Duration() <= TimeSpan.FromHours(14) && offset.Ticks % TimeSpan.TicksPerMinute == 0;
}
