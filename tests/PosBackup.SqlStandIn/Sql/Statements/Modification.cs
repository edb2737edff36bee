using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>Changes rows of a table; what OUTPUT wants goes to the second. Answers how many rows.</summary>
internal delegate long ChangeRows(TableShape table, OutputRows output);

/// <summary>What INSERT, UPDATE and DELETE are inside of: the writer's place, the right to write, OUTPUT, the count.</summary>
/// <param name="Permission">INSERT, UPDATE or DELETE.</param>
/// <param name="DoneCode">curCmd of its DONE.</param>
internal sealed record Modification(string Permission, ushort DoneCode)
{
    public static Modification Insert { get; } = new("INSERT", DoneCodes.Insert);

    public static Modification Update { get; } = new("UPDATE", DoneCodes.Update);

    public static Modification Delete { get; } = new("DELETE", DoneCodes.Delete);

    /// <summary>Runs the statement: all of its rows, or none.</summary>
    public void Run(DataModificationStatement statement, DataModificationSpecification specification, ObjectName name, Batch batch, ChangeRows change)
    {
        SelectStatements.RefuseHints(statement);
        SessionContext session = batch.Session;
        using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
        TableShape table = ModificationTarget.Find(name, batch);
        session.Permissions.RequireWrite(table, Permission);

        var output = new OutputRows(table, specification.OutputClause, specification.OutputIntoClause, batch);
        long count = change(table, output);
        output.Store();
        write.Complete();
        output.Send();
        session.Outcome.RowCount = count;
        batch.Response.Done(DoneCode, session.Options.NoCount ? null : count);
    }
}
