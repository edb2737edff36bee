using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>CREATE TABLE and DECLARE @t TABLE.</summary>
internal static class CreateTableStatements
{
    public static void Run(CreateTableStatement create, Batch batch)
    {
        if (create.SelectStatement is not null || create.AsFileTable || create.AsNode || create.AsEdge || create.Options.Count > 0)
            throw SqlErrors.NotKnown("CREATE TABLE with options");
        SessionContext session = batch.Session;
        ObjectName name = ObjectName.Resolve(create.SchemaObjectName, session);
        if (name.Database is { } database)
        {
            session.Permissions.RequireInDatabase("CREATE TABLE", database);
            SchemaStatements.Require(name.Schema, database, session);
        }

        using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
        new TableCreator(session).Create(name, new TableDefinitions(batch, name).Draft(create.Definition));
        write.Complete();
        session.Outcome.RowCount = 0;
        batch.Response.Done(DoneCodes.CreateTable, rowCount: null);
    }

    public static void Run(DeclareTableVariableStatement declare, Batch batch)
    {
        string variable = declare.Body.VariableName.Value;
        var name = new ObjectName(Database: null, ObjectName.DefaultSchema, variable, variable);
        using WriteStatement write = batch.Session.Transaction.Write(database: null, batch.Attention);
        if (new TableCatalog(batch.Session).Find(name) is null)
            new TableCreator(batch.Session).Create(name, new TableDefinitions(batch, name).Draft(declare.Body.Definition));
        write.Complete();
    }
}
