namespace PosBackup.Engine.Retention;

/// <summary>Why a set stays.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Detail">What of it, for a person: the day, the words of the hold, the set that needs this one. Null when the rule says it all.</param>
public sealed record KeepReason(KeepRule Rule, string? Detail = null)
{
    /// <summary>The set that needs this one; null unless the rule is about another set.</summary>
    public Guid? For { get; init; }
}

/// <summary>Rules that keep.</summary>
public enum KeepRule
{
    /// <summary>It is in the recovery window.</summary>
    Window,

    /// <summary>The window begins in what builds on it.</summary>
    WindowBase,

    /// <summary>One of the newest fulls and differentials.</summary>
    Last,

    /// <summary>The recovery point of a day.</summary>
    Daily,

    /// <summary>The recovery point of a week.</summary>
    Weekly,

    /// <summary>The recovery point of a month.</summary>
    Monthly,

    /// <summary>The recovery point of a year.</summary>
    Yearly,

    /// <summary>Of the newest chains, which always stay.</summary>
    MinimumChains,

    /// <summary>Somebody put a hold on it.</summary>
    Hold,

    /// <summary>A set that is kept needs it.</summary>
    Needed,

    /// <summary>It lies on the same media as a set that is kept.</summary>
    SameMedia,

    /// <summary>It has no chain that leads to it, but is newer than what the policy lets go.</summary>
    Young,

    /// <summary>It is damaged or not whole, or its chain is not seen: that may lie where nobody looked. It stays while it may be what the policy promises.</summary>
    Unseen,

    /// <summary>No place has the chain alone, but together they have.</summary>
    Together,

    /// <summary>A copy-only set, which the policy keeps.</summary>
    CopyOnly,

    /// <summary>Another tool's, which the policy leaves alone.</summary>
    Foreign,

    /// <summary>Too few proven copies elsewhere.</summary>
    CopiesMissing,

    /// <summary>It is the proof that the file here may go one day.</summary>
    ProofOfLocal,

    /// <summary>Nothing of it may be removed now: see the refusals.</summary>
    Refused,

    /// <summary>Nobody can tell what it is, or what lies beside it on its media.</summary>
    Unknown,
}
