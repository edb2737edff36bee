using PosBackup.Engine.Backups;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// DBCC CHECKDB. What is wrong with the database comes as errors of class 16, as does what is wrong with the check itself; their numbers tell
/// them apart.
/// </summary>
internal sealed class CheckDatabase(TimeProvider clock)
{
    /// <summary>Runs it without a limit of time; whatever happens to it is in the outcome.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="database">Which database; online.</param>
    /// <param name="stallTimeout">How long nothing may move.</param>
    /// <param name="cancellationToken">Breaks it off on the instance.</param>
    /// <exception cref="PosBackupException">The session could not be opened.</exception>
    public async Task<CheckOutcome> RunAsync(InstanceOptions instance, string database, TimeSpan stallTimeout, CancellationToken cancellationToken)
    {
        LongStatement statement = Statement(database);
        StatementOutcome outcome = await new StatementRunner(clock)
            .RunAsync(instance, statement, stallTimeout, SignsOfLife.Messages, cancellationToken).ConfigureAwait(false);
        CheckFinding[] findings = [.. CheckFinding.In(outcome.Messages)];
        return new CheckOutcome
        {
            End = outcome.End,
            Findings = findings,
            Messages = outcome.Messages,
            Duration = outcome.Duration,
            Error = findings.Length > 0 && outcome.End == StatementEnd.Failed ? Damaged(statement.What, findings, outcome) : outcome.Error,
        };
    }

    /// <summary>The statement.</summary>
    public static LongStatement Statement(string database) =>
        LongStatement.Own($"check of {database}", StatementPurpose.Check, $"DBCC CHECKDB ({SqlQuote.Name(database)}) WITH NO_INFOMSGS;");

    private static PosBackupException Damaged(string what, CheckFinding[] findings, StatementOutcome outcome) => new(
        ErrorCode.DatabaseDamaged,
        $"{what} found {(findings.Length == 1 ? "an error" : $"{findings.Length} errors")}: {findings[0].Text} ({findings[0].Number})",
        "The database is damaged. Keep every older backup, and check those as well: the newest that is clean is the one to restore.",
        outcome.Error);
}

/// <summary>How DBCC CHECKDB ended.</summary>
internal sealed record CheckOutcome
{
    public required StatementEnd End { get; init; }

    /// <summary>What is wrong with the database.</summary>
    public required IReadOnlyList<CheckFinding> Findings { get; init; }

    public required IReadOnlyList<ServerMessage> Messages { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>DatabaseDamaged with findings; another code when it could not be carried through; null when the database is clean.</summary>
    public PosBackupException? Error { get; init; }

    /// <summary>Whether it was carried through and found nothing.</summary>
    public bool IsClean => Error is null && Findings.Count == 0;
}
