using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>ALTER TABLE: columns and keys come and go.</summary>
internal static class AlterTableStatements
{
    public static void Run(AlterTableStatement alter, Batch batch)
    {
        SessionContext session = batch.Session;
        ObjectName name = ObjectName.Resolve(alter.SchemaObjectName, session);
        if (name.Database is { } database)
            session.Permissions.RequireInDatabase("ALTER", database);
        using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
        TableShape table = new TableCatalog(session).Find(name) ?? throw SqlErrors.CannotFind(name.Written);
        switch (alter)
        {
            case AlterTableAddTableElementStatement add:
                Add(add.Definition, table, name, batch);
                break;
            case AlterTableDropTableElementStatement drop:
                foreach (AlterTableDropTableElement element in drop.AlterTableDropTableElements)
                    Drop(element, table, session);
                break;
            default:
                throw SqlErrors.NotKnown($"the statement {StatementNames.Of(alter)}");
        }

        session.Connection.SchemaChanged();
        write.Complete();
        batch.Response.Done(DoneCodes.AlterTable, rowCount: null);
    }

    private static void Add(TableDefinition definition, TableShape table, ObjectName name, Batch batch)
    {
        SessionContext session = batch.Session;
        var definitions = new TableDefinitions(batch, name);
        var columns = table.Columns.ToList();
        foreach (ColumnDefinition added in definition.ColumnDefinitions)
        {
            TableColumn column = definitions.Column(added, columns.Count + 1);
            if (table.Find(column.Name) is not null)
                throw SqlErrors.ColumnsMustBeUnique(column.Name, table.Name);
            if (column.Identity is not null)
                throw SqlErrors.NotKnown("ALTER TABLE ADD of an identity column");
            AddColumn(column, added.DefaultConstraint, table, session);
            columns.Add(column);
            foreach (ConstraintDefinition constraint in added.Constraints)
                RefuseUnlessKey(constraint, definitions, column.Name, columns);
        }

        foreach (ConstraintDefinition constraint in definition.TableConstraints)
            RefuseUnlessKey(constraint, definitions, ownColumn: null, columns);
        TableShape altered = new TableCatalog(session).Find(name)!;
        foreach (KeyDraft key in definitions.Keys)
        {
            if (key.Kind == IndexKind.PrimaryKey && key.Columns.Any(column => altered[column.Name].Nullable))
                throw SqlErrors.PrimaryKeyOnNullable(table.Name);
            new TableCreator(session).CreateIndex(altered, key);
        }
    }

    // SQLite adds a column with a constant default only: rows that are there already get the default's value of now.
    private static void AddColumn(TableColumn column, DefaultConstraintDefinition? constraint, TableShape table, SessionContext session)
    {
        bool hasRows = session.Connection.Value($"SELECT 1 FROM {table.SqliteName} LIMIT 1") is not null;
        if (!column.Nullable && column.Default is null && hasRows)
            throw SqlErrors.NotNullWithoutDefault(column.Name, table.Name);
        bool isConstant = column.Default is null || !column.Default.Contains("tsql", StringComparison.Ordinal);
        if (!isConstant && !column.Nullable)
            throw SqlErrors.NotKnown("ALTER TABLE ADD of a NOT NULL column whose default is no constant");
        if (!isConstant && constraint is not null)
            throw SqlErrors.NotKnown("ALTER TABLE ADD of a column whose default is no constant");

        string definition = !column.Nullable && column.Default is null
            ? TableCreator.Define(column with { Nullable = true })
            : TableCreator.Define(column);
        if (!column.Nullable && column.Default is null)
            throw SqlErrors.NotKnown("ALTER TABLE ADD of a NOT NULL column without a default");
        session.Connection.Execute($"ALTER TABLE {table.SqliteName} ADD COLUMN {definition}");
        bool keepsNull = column.Nullable && column.Default is not null && constraint is { WithValues: false };
        if (keepsNull)
            session.Connection.Execute($"UPDATE {table.SqliteName} SET {SqlText.Name(column.Name)} = NULL");
    }

    private static void RefuseUnlessKey(ConstraintDefinition constraint, TableDefinitions definitions, string? ownColumn, List<TableColumn> columns)
    {
        if (constraint is not (UniqueConstraintDefinition or NullableConstraintDefinition))
            throw SqlErrors.NotKnown($"ALTER TABLE ADD of {constraint.GetType().Name.Replace("Definition", "", StringComparison.Ordinal)}");
        definitions.Constraint(constraint, ownColumn, columns);
    }

    private static void Drop(AlterTableDropTableElement element, TableShape table, SessionContext session)
    {
        string name = element.Name.Value;
        if (element.TableElementType == TableElementType.Column)
        {
            TableColumn? column = table.Find(name);
            if (column is null)
                throw new SqlErrorException(new SqlMessage(4924, 16, 1, $"ALTER TABLE DROP COLUMN failed because column '{name}' does not exist in table '{table.Name}'."));
            if (TableIndex.Of(table, session).FirstOrDefault(index => index.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase)) is { } user)
                throw new SqlErrorException(new SqlMessage(5074, 16, 1, $"The object '{user.Name}' is dependent on column '{column.Name}'."),
                    new SqlMessage(4922, 16, 9, $"ALTER TABLE DROP COLUMN {column.Name} failed because one or more objects access this column."));
            session.Connection.Execute($"ALTER TABLE {table.SqliteName} DROP COLUMN {SqlText.Name(column.Name)}");
            return;
        }

        TableIndex? key = TableIndex.Of(table, session).FirstOrDefault(index =>
            index.Kind is IndexKind.PrimaryKey or IndexKind.UniqueConstraint && index.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (key is null)
            throw new SqlErrorException(new SqlMessage(3728, 16, 1, $"'{name}' is not a constraint."), new SqlMessage(3727, 16, 0, "Could not drop constraint. See previous errors."));
        IndexStatements.Drop(key, table, session);
    }
}
