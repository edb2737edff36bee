using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>How one assertion ended, in the words of a report.</summary>
public sealed record AssertionResult
{
    /// <summary>Name of the assertion.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Whether it holds. A query that fails is a failed assertion. One that could only be compared with an earlier drill, of which there is
    /// none, is not evaluated; where something else was expected too, that decides.
    /// </summary>
    public required AssertionOutcome Outcome { get; init; }

    /// <summary>What was expected.</summary>
    public required string Expected { get; init; }

    /// <summary>What was found: the value, <c>no row</c>, or <c>nothing</c> when the query failed.</summary>
    public required string Found { get; init; }

    /// <summary>Why it failed or what was not evaluated; null when expected and found say it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The value, kept for the comparison with later drills; null for texts, which may be anybody's, and where there was none.</summary>
    public AssertionValue? Value { get; init; }
}
