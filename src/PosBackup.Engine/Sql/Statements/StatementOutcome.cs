using PosBackup.Engine.Backups;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>How a long statement ended.</summary>
internal sealed record StatementOutcome
{
    private const int MomentNotReached = 4322;
    private const int MarkNotReached = 4329;

    public required StatementEnd End { get; init; }

    /// <summary>All messages but progress.</summary>
    public required IReadOnlyList<ServerMessage> Messages { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>A RESTORE whose stop lies behind the end of the log: the database waits for more.</summary>
    public bool StopNotReached => Messages.Any(message => message.Number is MomentNotReached or MarkNotReached);

    /// <summary>Why it failed; null when it did not.</summary>
    public PosBackupException? Error { get; init; }
}

/// <summary>The ways in which a statement ends.</summary>
internal enum StatementEnd
{
    /// <summary>The word of success was seen and no message of class 11 or above.</summary>
    Completed = 0,

    /// <summary>Anything else that the instance did.</summary>
    Failed,

    /// <summary>Broken off because the caller cancelled.</summary>
    Cancelled,

    /// <summary>Broken off because nothing moved.</summary>
    Stalled,
}
