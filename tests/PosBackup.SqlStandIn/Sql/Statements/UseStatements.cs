using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>USE.</summary>
internal static class UseStatements
{
    public static void Run(UseStatement use, Batch batch)
    {
        Change(use.DatabaseName.Value, batch);
        batch.Response.Done(DoneCodes.Use, rowCount: null);
    }

    /// <summary>Makes a database the current one and tells the client.</summary>
    /// <exception cref="Tds.SqlErrorException">911, 916, 942 and the like.</exception>
    public static void Change(string name, Batch batch)
    {
        Database database = batch.Session.Instance.Find(name) ?? throw SqlErrors.UnknownDatabase(name);
        batch.Session.Permissions.RequireEntry(database);
        database.RequireOnline();
        DatabaseAccess.RequireUserAccess(database, batch.Session);
        string previous = batch.Session.State.Database;
        batch.Session.State.Database = database.Name;
        batch.Session.Connection.SchemaChanged();
        batch.Response.DatabaseChanged(database.Name, previous);
    }
}
