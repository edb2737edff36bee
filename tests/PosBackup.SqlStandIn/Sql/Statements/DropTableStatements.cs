using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>DROP TABLE and TRUNCATE TABLE.</summary>
internal static class DropTableStatements
{
    public static void Run(DropTableStatement drop, Batch batch)
    {
        SessionContext session = batch.Session;
        foreach (SchemaObjectName written in drop.Objects)
        {
            ObjectName name = ObjectName.Resolve(written, session);
            if (name.Database is { } database)
                session.Permissions.RequireInDatabase("ALTER", database);
            using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
            TableShape? table = new TableCatalog(session).Find(name);
            if (table is null && !drop.IsIfExists)
                throw SqlErrors.CannotDrop("table", name.Written);
            if (table is null)
                continue;
            IdentityCounter.Forget(table, session);
            session.Connection.Execute($"DROP TABLE {table.SqliteName}");
            session.Connection.SchemaChanged();
            session.TemporaryTables.Dropped(name.Name);
            write.Complete();
        }

        batch.Response.Done(DoneCodes.DropTable, rowCount: null);
    }

    public static void Run(TruncateTableStatement truncate, Batch batch)
    {
        if (truncate.PartitionRanges.Count > 0)
            throw SqlErrors.NotKnown("TRUNCATE TABLE WITH (PARTITIONS ...)");
        SessionContext session = batch.Session;
        ObjectName name = ObjectName.Resolve(truncate.TableName, session);
        using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
        TableShape table = new TableCatalog(session).Find(name) ?? throw SqlErrors.CannotFindToTruncate(name.Written);
        session.Permissions.RequireWrite(table, "ALTER");
        IdentityCounter.Forget(table, session);
        session.Connection.Execute($"DELETE FROM {table.SqliteName}");
        write.Complete();
        session.Outcome.RowCount = 0;
        batch.Response.Done(DoneCodes.Delete, rowCount: null);
    }
}
