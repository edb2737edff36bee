namespace PosBackup.Engine.Catalog;

/// <summary>A moment as SQL Server wrote it: its local wall clock and, where known, the offset from UTC. A label, never an order.</summary>
public readonly record struct ServerTime(DateTime Local, TimeSpan? Offset)
{
    /// <summary>The moment itself; null when the media does not tell the offset.</summary>
    public DateTimeOffset? Instant =>
        Offset is { } offset ? new DateTimeOffset(DateTime.SpecifyKind(Local, DateTimeKind.Unspecified), offset) : null;

    /// <summary>ISO 8601: with the offset where it is known, without one where it is not.</summary>
    public override string ToString() => Instant is { } instant
        ? instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)
        : Local.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
