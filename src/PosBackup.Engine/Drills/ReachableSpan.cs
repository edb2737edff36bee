namespace PosBackup.Engine.Drills;

/// <summary>A stretch of time whose every moment can be restored to; a single moment when both ends are the same.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The last moment.</param>
internal readonly record struct ReachableSpan(DateTimeOffset From, DateTimeOffset To);
