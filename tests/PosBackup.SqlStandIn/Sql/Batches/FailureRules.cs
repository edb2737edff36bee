using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>What an exception of a statement means to T-SQL: the messages, and how far the error reaches.</summary>
internal static class FailureRules
{
    private const int ClassThatCloses = 20;

    // Names that cannot be found end the batch as errors of compilation do.
    private static readonly HashSet<int> EndTheBatch = [102, 105, 107, 134, 137, 147, 156, 195, 207, 208, 209, 213, 1011, 1087, 2812, 4104, 8120, 8121, 8127, 8155, 8156];

    // Failed conversions end the batch and the transaction with it.
    private static readonly HashSet<int> EndTheTransaction = [235, 241, 242, 245, 8114, 8169, 9812];

    // Rows that a constraint refuses: 3621 follows.
    private static readonly HashSet<int> Terminated = [220, 515, 547, 2601, 2627, 2628, 8115, 8134, 8152];

    // RAISERROR with a text of the caller's: XACT_ABORT does not look at it.
    private const int RaisedText = 50000;

    /// <summary>Tells the instance's subscribers what of an error is the stand-in's own limit.</summary>
    public static void TellRefusals(SqlErrorException error, SessionContext session)
    {
        foreach (SqlMessage refusal in error.Messages.Where(message => message.Number is SqlErrors.NotInStandIn or SqlErrors.StandInGap))
            session.Instance.TellRefused(refusal.Text, session.State);
    }

    /// <summary>The failure that an exception is; null when it is a bug or a cancellation.</summary>
    public static StatementFailure? Translate(Exception exception, SessionContext session, int line, CancellationToken attention)
    {
        if (exception is StatementFailure known)
            return known;
        SqlErrorException? error = exception switch
        {
            SqlErrorException sql => sql,
            ThrownError thrown => thrown.Error,
            SqliteException sqlite => SqliteErrors.Translate(sqlite, session, attention),
            OverflowException => SqlErrors.Overflow("int"),
            _ => null,
        };
        session.Connection.FunctionError = null;
        if (error is null)
            return null;

        if (exception is not ThrownError)
            TellRefusals(error, session);
        SqlMessage main = error.Messages[0];
        bool isThrown = exception is ThrownError;
        bool endsTransaction = EndTheTransaction.Contains(main.Number) || (session.Options.XactAbort && (isThrown || main.Number != RaisedText));
        return new StatementFailure([.. error.Messages.Select(message => message with { Line = message.Line > 1 ? message.Line : line })])
        {
            Reach = error.Messages.Any(message => message.Class >= ClassThatCloses) ? FailureReach.Connection
                : isThrown || endsTransaction ? FailureReach.Batch
                : EndTheBatch.Contains(main.Number) ? FailureReach.Scope
                : FailureReach.Statement,
            EndsTransaction = endsTransaction,
            Terminated = Terminated.Contains(main.Number),
        };
    }
}
