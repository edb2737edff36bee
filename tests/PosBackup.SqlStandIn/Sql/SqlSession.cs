using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql;

/// <summary>One connection: runs its batches against the instance.</summary>
internal sealed class SqlSession(SessionContext session, string loginDatabase, Language loginLanguage) : ISqlSession
{
    public int Spid => session.State.Spid;

    public string Database => session.State.Database;

    public string Language => session.State.Language;

    public CancellationToken Killed => session.State.KillToken;

    public async Task ExecuteAsync(SqlRequest request, ITdsResponse response, CancellationToken attention)
    {
        Storage.Sessions.SessionState state = session.State;
        state.StartTime = session.Now;
        state.StatementText = request.Text;
        state.CurrentCommand = "SELECT";
        await using CancellationTokenRegistration interrupt = attention.Register(session.Connection.Interrupt);
        try
        {
            await RunAsync(request, response, attention);
        }
        catch (Exception exception) when (exception is BatchAborted || (exception is OperationCanceledException && attention.IsCancellationRequested))
        {
            // Told already, or nobody wants to know.
        }
        finally
        {
            state.CurrentCommand = null;
            state.StatementText = null;
            state.PercentComplete = 0;
            state.PagesDone = null;
        }
    }

    public long BeginTransaction(string isolationLevel)
    {
        if (isolationLevel is not ("" or "READ COMMITTED" or "READ UNCOMMITTED"))
        {
            SqlErrorException refusal = SqlErrors.NotKnown($"the isolation level {isolationLevel}: every statement reads the rows committed last");
            FailureRules.TellRefusals(refusal, session);
            throw refusal;
        }

        session.Transaction.Begin();
        return session.Transaction.Descriptor;
    }

    public void CommitTransaction()
    {
        session.Transaction.Commit();
        Settle();
    }

    public void RollbackTransaction()
    {
        session.Transaction.Rollback();
        Settle();
    }

    public void Reset()
    {
        session.Transaction.Abandon();
        session.TemporaryTables.DropAll();
        Settle();
        session.Options = new SessionOptions();
        session.Speak(loginLanguage);
        session.Outcome.Clear();
        session.State.Database = loginDatabase;
    }

    public void Dispose()
    {
        session.Dispose();
        session.Instance.Sessions.Close(session.State);
    }

    private async Task RunAsync(SqlRequest request, ITdsResponse response, CancellationToken attention)
    {
        IReadOnlyList<TSqlStatement> statements;
        try
        {
            statements = session.Parser.Parse(request.Text, session.Options.QuotedIdentifier);
        }
        catch (SqlErrorException error)
        {
            FailureRules.TellRefusals(error, session);
            foreach (SqlMessage message in error.Messages)
                response.Error(message);
            session.Outcome.Error = error.Messages[0].Number;
            response.Done(command: 0, rowCount: null, error: true);
            return;
        }

        var variables = new Variables();
        foreach (SqlParameterValue parameter in request.Parameters)
            variables.Declare(parameter.Name, parameter.Type, parameter.Value);
        session.NestLevel = request.IsRpc ? 1 : 0;
        SessionOptions options = session.Options;
        var batch = new Batch(session, variables, response, attention);
        try
        {
            session.Variables = variables;
            batch.DeclareAll(statements);
            await new BatchRunner(batch).RunAsync(statements);
            RollBackDoomed(batch);
        }
        catch (SqlErrorException error)
        {
            FailureRules.TellRefusals(error, session);
            foreach (SqlMessage message in error.Messages)
                response.Error(message);
            response.Done(command: 0, rowCount: null, error: true);
        }
        finally
        {
            batch.Dispose();
            session.TemporaryTables.DropTableVariables();
            if (request.IsRpc)
                LeaveProcedure(options);
            Settle();
        }

        foreach (SqlParameterValue output in request.Parameters.Where(parameter => parameter.IsOutput))
            response.ReturnValue(output.Name, output.Type, variables[output.Name].Value);
    }

    // A transaction that cannot be committed does not outlive its batch.
    private static void RollBackDoomed(Batch batch)
    {
        if (!batch.Session.Transaction.IsDoomed)
            return;
        batch.Response.Error(SqlErrors.DoomedAtTheEnd().Messages[0]);
        TransactionStatements.RollbackAll(batch);
        batch.Response.Done(command: 0, rowCount: null, error: true);
    }

    // What sp_executesql sets and makes ends with it.
    private void LeaveProcedure(SessionOptions options)
    {
        session.TemporaryTables.LeaveLevel(session.NestLevel);
        session.NestLevel = 0;
        session.Options = options;
    }

    private void Settle()
    {
        if (session.Transaction.Count == 0)
            session.Connection.DetachAll();
    }
}
