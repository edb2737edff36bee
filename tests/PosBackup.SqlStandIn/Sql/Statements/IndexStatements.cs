using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>CREATE INDEX and DROP INDEX.</summary>
internal static class IndexStatements
{
    public static void Run(CreateIndexStatement create, Batch batch)
    {
        SessionContext session = batch.Session;
        ObjectName name = ObjectName.Resolve(create.OnName, session);
        if (name.Database is { } database)
            session.Permissions.RequireInDatabase("ALTER", database);
        using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
        TableShape table = new TableCatalog(session).Find(name) ?? throw SqlErrors.CannotIndex(name.Written);
        session.Connection.SchemaChanged();
        foreach (ColumnReferenceExpression included in create.IncludeColumns)
            _ = table[included.MultiPartIdentifier.Identifiers[^1].Value];
        var key = new KeyDraft(create.Name.Value, create.Unique ? IndexKind.UniqueIndex : IndexKind.Index, TableDefinitions.KeyColumns(create.Columns))
        {
            Filter = create.FilterPredicate is { } filter ? new TableDefinitions(batch, name).Condition(filter, table.Columns) : null,
        };
        new TableCreator(session).CreateIndex(table, key);
        write.Complete();
        batch.Response.Done(DoneCodes.CreateIndex, rowCount: null);
    }

    public static void Run(DropIndexStatement drop, Batch batch)
    {
        SessionContext session = batch.Session;
        foreach (DropIndexClauseBase clause in drop.DropIndexClauses)
        {
            if (clause is not DropIndexClause { Index: { } index, Object: { } on })
                throw SqlErrors.NotKnown("DROP INDEX table.index");
            ObjectName name = ObjectName.Resolve(on, session);
            using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
            TableShape? table = new TableCatalog(session).Find(name);
            TableIndex? found = table is null ? null : TableIndex.Of(table, session).FirstOrDefault(known => known.Name.Equals(index.Value, StringComparison.OrdinalIgnoreCase));
            if (found is null && drop.IsIfExists)
                continue;
            Drop(found ?? throw SqlErrors.CannotDrop("index", $"{name.Written}.{index.Value}"), table!, session);
            write.Complete();
        }

        batch.Response.Done(DoneCodes.DropIndex, rowCount: null);
    }

    public static void Drop(TableIndex index, TableShape table, SessionContext session)
    {
        string schema = table.SqliteName[..table.SqliteName.IndexOf('.', StringComparison.Ordinal)];
        session.Connection.Execute($"DROP INDEX {schema}.{SqlText.Name(index.SqliteName)}");
        session.Connection.SchemaChanged();
    }
}
