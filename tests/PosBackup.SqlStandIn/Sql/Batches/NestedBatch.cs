using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>A batch inside a statement, EXEC('...') or sp_executesql: own variables; its options, database and #tables end with it.</summary>
internal static class NestedBatch
{
    private const int DeepestLevel = 32;

    public static async Task RunAsync(string text, Variables variables, Batch outer)
    {
        SessionContext session = outer.Session;
        if (session.NestLevel >= DeepestLevel)
            throw SqlErrors.NestingTooDeep();
        IReadOnlyList<TSqlStatement> statements = Parse(text, session);
        SessionOptions options = session.Options;
        string database = session.State.Database;
        Variables outerVariables = session.Variables;
        session.NestLevel++;
        try
        {
            session.Variables = variables;
            using var batch = new Batch(session, variables, outer.Response, outer.Attention);
            batch.DeclareAll(statements);
            await new BatchRunner(batch).RunAsync(statements);
        }
        catch (BatchAborted aborted) when (aborted.Reach == FailureReach.Scope)
        {
            // The client was told; the batch around goes on with its next statement.
            session.Outcome.RowCount = 0;
        }
        finally
        {
            session.Variables = outerVariables;
            session.TemporaryTables.LeaveLevel(session.NestLevel);
            session.NestLevel--;
            session.Options = options;
            if (!string.Equals(session.State.Database, database, StringComparison.OrdinalIgnoreCase))
                UseStatements.Change(database, outer);
        }
    }

    // A text that is no T-SQL fails as one statement of the batch around it.
    private static IReadOnlyList<TSqlStatement> Parse(string text, SessionContext session)
    {
        try
        {
            return session.Parser.Parse(text, session.Options.QuotedIdentifier);
        }
        catch (SqlErrorException error)
        {
            throw new StatementFailure(error.Messages) { Reach = FailureReach.Statement };
        }
    }
}
