using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>CREATE SCHEMA, and which schemas there are: a bookkeeping table of the database keeps them.</summary>
internal static class SchemaStatements
{
    public static void Run(CreateSchemaStatement create, Batch batch)
    {
        if (create.StatementList.Statements.Count > 0)
            throw SqlErrors.NotKnown("CREATE SCHEMA with objects inside");
        SessionContext session = batch.Session;
        Database database = session.Database;
        session.Permissions.RequireInDatabase("CREATE SCHEMA", database);
        using WriteStatement write = session.Transaction.Write(database, batch.Attention);
        if (All(database, session).Contains(create.Name.Value, StringComparer.OrdinalIgnoreCase))
            throw SqlErrors.ObjectExists(create.Name.Value);
        string schema = session.Connection.Attach(database);
        session.Connection.Execute($"CREATE TABLE IF NOT EXISTS {schema}.\"$schemas\" (name TEXT PRIMARY KEY COLLATE NOCASE)");
        session.Connection.Value($"INSERT INTO {schema}.\"$schemas\" VALUES ($name)", ("$name", create.Name.Value));
        write.Complete();
    }

    /// <exception cref="Tds.SqlErrorException">2760.</exception>
    public static void Require(string name, Database database, SessionContext session)
    {
        if (!name.Equals(ObjectName.DefaultSchema, StringComparison.OrdinalIgnoreCase) && !All(database, session).Contains(name, StringComparer.OrdinalIgnoreCase))
            throw SqlErrors.UnknownSchema(name);
    }

    /// <summary>The schemas of a database, dbo first.</summary>
    public static IReadOnlyList<string> All(Database database, SessionContext session)
    {
        string schema = session.Connection.Attach(database);
        bool kept = session.Connection.Value($"SELECT 1 FROM {schema}.sqlite_schema WHERE name = '$schemas'") is not null;
        return kept
            ? [ObjectName.DefaultSchema, .. session.Connection.Rows($"SELECT name FROM {schema}.\"$schemas\" ORDER BY rowid").Select(row => (string)row[0]!)]
            : [ObjectName.DefaultSchema];
    }
}
