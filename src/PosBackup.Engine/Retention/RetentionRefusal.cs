namespace PosBackup.Engine.Retention;

/// <summary>Why nothing, or something, was not removed although the policy lets it go: what a person has to look into.</summary>
/// <param name="Reason">Stable, machine-readable reason.</param>
/// <param name="Message">What was found, on which object, with which values.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record RetentionRefusal(RefusalReason Reason, string Message, string Hint)
{
    /// <summary>The database that is held back; null: all of the place.</summary>
    public string? Database { get; init; }

    /// <summary>The set that gave rise to it; null when none did.</summary>
    public Guid? SetGuid { get; init; }

    /// <summary>What of the set can be acknowledged; null where that would be of no use.</summary>
    internal Suspicion? Acknowledgeable { get; init; }

    /// <summary>What is to be written down of a removal that is too much at once; null where nothing is.</summary>
    internal RefusedRemoval? Removal { get; init; }
}

/// <summary>Reasons of refusals.</summary>
public enum RefusalReason
{
    /// <summary>The policy asks for nothing.</summary>
    EmptyPolicy,

    /// <summary>The clock is behind the newest set, or far from the clock of the place; or the newest sets come after so long a pause that it may have jumped.</summary>
    Clock,

    /// <summary>The newest chain was not verified, or cannot be restored.</summary>
    NewestNotVerified,

    /// <summary>More would go at once than is allowed.</summary>
    TooMuch,

    /// <summary>Sizes look as if the data had been emptied or encrypted.</summary>
    SuspiciousSizes,

    /// <summary>A manifest disagrees with its media.</summary>
    Doubt,

    /// <summary>A set is older than is allowed and cannot go.</summary>
    Conflict,
}
