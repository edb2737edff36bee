namespace PosBackup.Engine.Targets.Trust;

/// <summary>What is to be trusted of a server, and what was.</summary>
public sealed record TrustPlan
{
    /// <summary>How what is offered stands to what is pinned.</summary>
    public required TrustState State { get; init; }

    /// <summary>The host key or certificate to trust.</summary>
    public required OfferedIdentity Chosen { get; init; }

    /// <summary>All that the server offers.</summary>
    public required IReadOnlyList<OfferedIdentity> Offered { get; init; }

    /// <summary>Pins of the definition so far.</summary>
    public required IReadOnlyList<string> Before { get; init; }

    /// <summary>Pins that the definition should have.</summary>
    public required IReadOnlyList<string> After { get; init; }

    /// <summary>Whether there is anything to write.</summary>
    public bool IsChange => !After.SequenceEqual(Before, StringComparer.Ordinal);
}

/// <summary>How what a server offers stands to what is pinned.</summary>
public enum TrustState
{
    /// <summary>Nothing is pinned yet.</summary>
    First,

    /// <summary>It is pinned.</summary>
    Unchanged,

    /// <summary>The server offers nothing that is pinned: its key was changed, or it is another server.</summary>
    Changed,

    /// <summary>Another one of a server that also offers what is pinned.</summary>
    Added,
}
