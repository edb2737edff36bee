namespace PosBackup.Engine.Drills.Evidence;

/// <summary>What became of a drill's scratch database, and of those that killed drills had left.</summary>
public sealed record CleanUpResult
{
    /// <summary>What became of it.</summary>
    public CleanUpOutcome Outcome { get; init; }

    /// <summary>Why it is still there; null when it is not.</summary>
    public string? Message { get; init; }

    /// <summary>Scratch databases of earlier drills that this one removed.</summary>
    public IReadOnlyList<string> LeftOversRemoved { get; init; } = [];
}

/// <summary>What became of a scratch database.</summary>
public enum CleanUpOutcome
{
    /// <summary>There was none.</summary>
    NothingToDo = 0,

    /// <summary>It was dropped and its files are gone.</summary>
    Removed,

    /// <summary>It, or a file of it, is still there; the next drill tries again.</summary>
    LeftBehind,
}
