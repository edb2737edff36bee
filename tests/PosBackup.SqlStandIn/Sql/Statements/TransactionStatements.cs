using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>BEGIN, COMMIT, ROLLBACK and SAVE TRANSACTION.</summary>
internal static class TransactionStatements
{
    public static void Run(TransactionStatement statement, Batch batch)
    {
        switch (statement)
        {
            case BeginTransactionStatement begin:
                Begin(begin, batch);
                break;
            case CommitTransactionStatement:
                long descriptor = batch.Session.Transaction.Descriptor;
                if (batch.Session.Transaction.Commit())
                    batch.Response.TransactionCommitted(descriptor);
                break;
            case RollbackTransactionStatement rollback:
                Rollback(Name(rollback.Name, batch), batch);
                break;
            case SaveTransactionStatement save:
                batch.Session.Transaction.Save(Name(save.Name, batch) ?? "");
                break;
        }
    }

    /// <summary>Rolls everything back and tells the client.</summary>
    public static void RollbackAll(Batch batch)
    {
        long descriptor = batch.Session.Transaction.Descriptor;
        batch.Forget();
        batch.Session.Transaction.Rollback();
        batch.Response.TransactionRolledBack(descriptor);
    }

    private static void Begin(BeginTransactionStatement begin, Batch batch)
    {
        if (begin.Distributed)
            throw SqlErrors.NotKnown("BEGIN DISTRIBUTED TRANSACTION");
        Transaction transaction = batch.Session.Transaction;
        string? name = Name(begin.Name, batch);
        if (begin.MarkDefined && name is null)
            throw SqlErrors.Syntax("with", begin.StartLine);
        bool outermost = transaction.Begin(name, begin.MarkDefined ? new TransactionMark(name!, Text(begin.MarkDescription, batch)) : null);
        if (outermost)
            batch.Response.TransactionBegan(transaction.Descriptor);
    }

    // A name means the whole transaction when it is that of the outermost BEGIN, else a savepoint.
    private static void Rollback(string? name, Batch batch)
    {
        Transaction transaction = batch.Session.Transaction;
        if (name is null || string.Equals(name, transaction.Name, StringComparison.OrdinalIgnoreCase))
        {
            if (transaction.Count == 0)
                throw SqlErrors.NothingToRollBack();
            RollbackAll(batch);
            return;
        }

        if (transaction.Count == 0)
            throw SqlErrors.NothingToRollBack();
        batch.Forget();
        transaction.RollbackTo(name);
    }

    private static string? Text(ValueExpression? value, Batch batch) => value is null ? null : batch.Evaluate(value, TdsType.NVarChar(255)) as string;

    private static string? Name(IdentifierOrValueExpression? name, Batch batch) => name switch
    {
        null => null,
        { ValueExpression: VariableReference variable } => batch.Evaluate(variable, TdsType.SysName) as string,
        _ => name.Value,
    };
}
