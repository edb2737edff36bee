using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Catalog;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>The table that INSERT, UPDATE or DELETE changes.</summary>
internal static class ModificationTarget
{
    /// <summary>The name in full.</summary>
    public static ObjectName Name(TableReference target, Batch batch) => target switch
    {
        NamedTableReference named => ObjectName.Resolve(named.SchemaObject, batch.Session),
        VariableTableReference variable => new ObjectName(Database: null, ObjectName.DefaultSchema, variable.Variable.Name, variable.Variable.Name),
        _ => throw SqlErrors.NotKnown($"changes of {target.GetType().Name}"),
    };

    /// <summary>The table of that name.</summary>
    /// <exception cref="SqlErrorException">208, 259, 1087.</exception>
    public static TableShape Find(ObjectName name, Batch batch)
    {
        if (SystemViews.Find(name, batch.Session) is not null)
            throw new SqlErrorException(new SqlMessage(259, 16, 1, "Ad hoc updates to system catalogs are not allowed."));
        return new TableCatalog(batch.Session).Find(name)
            ?? throw (name.Name.StartsWith('@') ? SqlErrors.UndeclaredTableVariable(name.Name) : SystemViews.Missing(name, batch.Session));
    }
}
