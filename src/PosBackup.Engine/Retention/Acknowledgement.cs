namespace PosBackup.Engine.Retention;

/// <summary>That somebody has looked into something suspicious and found it right. It speaks for nothing else, and of a clock only for the time at which it was given.</summary>
/// <param name="SetGuid">The set that gave rise to the suspicion.</param>
/// <param name="Of">What was suspicious about it.</param>
/// <param name="At">When it was given, by this machine's clock.</param>
public sealed record Acknowledgement(Guid SetGuid, Suspicion Of, DateTimeOffset At)
{
    /// <summary>What is known of the set, also when it is gone; null in lines of versions that did not tell.</summary>
    internal RememberedSet? Set { get; init; }

    /// <summary>The sizes that were found right; null where none were, or the line does not tell.</summary>
    internal SetSizes? Sizes { get; init; }
}

/// <summary>What may be suspicious about a set.</summary>
public enum Suspicion
{
    /// <summary>Its size: data may have been emptied, replaced or encrypted.</summary>
    Size = 0,

    /// <summary>That nothing of its database came after it: it may have been dropped, or is only not seen here.</summary>
    Dropped,

    /// <summary>Its time: the clock may have jumped in the pause before it or after it.</summary>
    Time,
}
