using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>Runs the statements of a batch one after the other: control of flow, TRY and CATCH, and what an error ends.</summary>
internal sealed class BatchRunner(Batch batch)
{
    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }

    private SessionContext Session => batch.Session;

    /// <exception cref="BatchAborted">An error ended the batch; it was told to the client.</exception>
    /// <exception cref="StatementFailure">An error for the CATCH block of a batch around this one.</exception>
    public async Task RunAsync(IReadOnlyList<TSqlStatement> statements) => await RunAllAsync(statements);

    private async Task<Flow> RunAllAsync(IEnumerable<TSqlStatement> statements)
    {
        foreach (TSqlStatement statement in statements)
        {
            Flow flow = await RunAsync(statement);
            if (flow != Flow.Next)
                return flow;
        }

        return Flow.Next;
    }

    private async Task<Flow> RunAsync(TSqlStatement statement)
    {
        batch.Attention.ThrowIfCancellationRequested();
        switch (statement)
        {
            case BeginEndBlockStatement block:
                return await RunAllAsync(block.StatementList.Statements);
            case IfStatement choice:
                if (await TestAsync(choice.Predicate, statement))
                    return await RunAsync(choice.ThenStatement);
                return choice.ElseStatement is { } otherwise ? await RunAsync(otherwise) : Flow.Next;
            case WhileStatement loop:
                return await LoopAsync(loop);
            case TryCatchStatement guarded:
                return await GuardAsync(guarded);
            case BreakStatement:
                return Flow.Break;
            case ContinueStatement:
                return Flow.Continue;
            case ReturnStatement { Expression: not null }:
                await GuardedAsync(statement, () => throw new SqlErrorException(new SqlMessage(178, 15, 1, "A RETURN statement with a return value cannot be used in this context.")));
                return Flow.Return;
            case ReturnStatement:
                return Flow.Return;
            default:
                await GuardedAsync(statement, () => StatementTable.RunAsync(statement, batch));
                return Flow.Next;
        }
    }

    private async Task<Flow> LoopAsync(WhileStatement loop)
    {
        while (await TestAsync(loop.Predicate, loop))
        {
            Flow flow = await RunAsync(loop.Statement);
            if (flow == Flow.Break)
                break;
            if (flow == Flow.Return)
                return flow;
        }

        return Flow.Next;
    }

    private async Task<bool> TestAsync(BooleanExpression condition, TSqlStatement statement)
    {
        bool holds = false;
        await GuardedAsync(statement, () =>
        {
            holds = batch.Test(condition);
            Session.Outcome.RowCount = 0;
            return Task.CompletedTask;
        });
        return holds;
    }

    private async Task<Flow> GuardAsync(TryCatchStatement guarded)
    {
        StatementFailure failure;
        Session.TryDepth++;
        try
        {
            return await RunAllAsync(guarded.TryStatements.Statements);
        }
        catch (StatementFailure caught) when (caught.Reach != FailureReach.Connection)
        {
            failure = caught;
        }
        finally
        {
            Session.TryDepth--;
        }

        if (failure.EndsTransaction)
            Session.Transaction.Doom();
        CaughtError? outer = Session.Caught;
        Session.Caught = new CaughtError(failure.Main);
        try
        {
            return await RunAllAsync(guarded.CatchStatements.Statements);
        }
        finally
        {
            Session.Caught = outer;
        }
    }

    // One statement: its error goes to the CATCH around it, else to the client.
    private async Task GuardedAsync(TSqlStatement statement, Func<Task> run)
    {
        StatementFailure failure;
        try
        {
            await run();
            Session.Outcome.Error = 0;
            if (batch.FlushRequested)
                await batch.Response.FlushAsync();
            batch.FlushRequested = false;
            return;
        }
        catch (Exception exception) when (FailureRules.Translate(exception, Session, statement.StartLine, batch.Attention) is { } translated)
        {
            failure = translated;
        }

        Session.Outcome.Error = failure.Main.Number;
        Session.Outcome.RowCount = 0;
        if (Session.TryDepth > 0 && failure.Reach != FailureReach.Connection)
            throw failure;
        await ReportAsync(failure);
    }

    private async Task ReportAsync(StatementFailure failure)
    {
        foreach (SqlMessage message in failure.Messages)
        {
            if (message.Class > SqlMessages.MostInformational)
                batch.Response.Error(message);
            else
                batch.Response.Info(message);
        }

        if (failure.Terminated)
            batch.Response.Info(SqlErrors.StatementTerminated(failure.Main.Line));
        batch.Response.Done(command: 0, rowCount: null, error: true);
        if (failure.EndsTransaction && Session.Transaction.Count > 0)
            TransactionStatements.RollbackAll(batch);
        if (failure.Reach == FailureReach.Connection)
        {
            await batch.Response.FlushAsync();
            batch.Response.DropConnection();
        }

        if (failure.Reach != FailureReach.Statement)
            throw new BatchAborted(failure.Reach);
    }
}
