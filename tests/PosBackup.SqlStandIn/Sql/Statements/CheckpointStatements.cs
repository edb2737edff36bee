using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>CHECKPOINT: a record in the log of the current database.</summary>
internal static class CheckpointStatements
{
    public static void Run(CheckpointStatement checkpoint, Batch batch)
    {
        if (checkpoint.Duration is not null)
            throw SqlErrors.NotKnown("CHECKPOINT with a duration");
        SessionContext session = batch.Session;
        Database database = session.Database;
        if (!session.Permissions.CanBackUp(database))
            throw SqlErrors.Denied("CHECKPOINT", database.Name);
        if (session.Transaction.IsWriting(database))
        {
            database.Checkpoint();
            return;
        }

        using WriteScope _ = database.BeginWrite(session.State, Timeout.InfiniteTimeSpan, batch.Attention);
        database.Checkpoint();
    }
}
