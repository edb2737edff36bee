namespace PosBackup.Engine.Drills.Evidence;

/// <summary>What DBCC CHECKDB said of the restored database.</summary>
public sealed record CheckDbResult
{
    /// <summary>Its outcome.</summary>
    public CheckDbOutcome Outcome { get; init; }

    /// <summary>Its messages, as the instance wrote them; a clean run with NO_INFOMSGS has none.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];
}

/// <summary>Outcome of DBCC CHECKDB.</summary>
public enum CheckDbOutcome
{
    /// <summary>It was not asked for, or the drill did not come that far.</summary>
    NotRun = 0,

    /// <summary>It found no errors.</summary>
    Clean,

    /// <summary>It found errors.</summary>
    Errors,

    /// <summary>It was begun and could not be finished.</summary>
    NotFinished,
}
