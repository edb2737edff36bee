namespace PosBackup.Engine.Retention;

/// <summary>That more would have gone at once than a policy allows, and was refused: written down, as such a refusal passes when it was told on enough days.</summary>
/// <param name="Place">Where.</param>
/// <param name="Reason">What was refused, of which policy: the same on each day on which the same is refused again.</param>
/// <param name="At">When it was told.</param>
/// <param name="Sets">Of each database the oldest set that would have gone. Once one of them is gone, what was refused was let go.</param>
internal sealed record RefusedRemoval(RetentionPlace Place, string Reason, DateTimeOffset At, IReadOnlyList<RefusedSet> Sets);

/// <summary>A set that would have gone.</summary>
/// <param name="SetGuid">The set.</param>
/// <param name="Database">Its database.</param>
internal readonly record struct RefusedSet(Guid SetGuid, string Database);
