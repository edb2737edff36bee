using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Queries;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>The brackets of CREATE TABLE as a draft: columns, keys, checks.</summary>
internal sealed class TableDefinitions(Batch batch, ObjectName table)
{
    private readonly List<KeyDraft> _keys = [];
    private readonly List<string> _constraints = [];

    public TableDraft Draft(TableDefinition definition)
    {
        RefuseUnknown(definition);
        var columns = new List<TableColumn>();
        for (int i = 0; i < definition.ColumnDefinitions.Count; i++)
            columns.Add(Column(definition.ColumnDefinitions[i], i + 1));
        if (columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw SqlErrors.ColumnsMustBeUnique(twice.Key, table.Name);
        foreach (ColumnDefinition column in definition.ColumnDefinitions)
        {
            foreach (ConstraintDefinition constraint in column.Constraints)
                Constraint(constraint, column.ColumnIdentifier.Value, columns);
        }

        foreach (ConstraintDefinition constraint in definition.TableConstraints)
            Constraint(constraint, ownColumn: null, columns);
        foreach (IndexDefinition index in definition.Indexes.Concat(definition.ColumnDefinitions.Where(column => column.Index is not null).Select(column => column.Index)))
            _keys.Add(new KeyDraft(index.Name.Value, index.Unique ? IndexKind.UniqueIndex : IndexKind.Index, KeyColumns(index.Columns)));
        return new TableDraft(Required(columns)) { Keys = _keys, Constraints = _constraints };
    }

    /// <summary>One column of CREATE or ALTER TABLE, its constraints apart.</summary>
    public TableColumn Column(ColumnDefinition definition, int position)
    {
        string name = definition.ColumnIdentifier.Value;
        if (definition.ComputedColumnExpression is not null)
            throw SqlErrors.NotKnown($"computed columns ({name})");
        if (definition.IsRowGuidCol || definition.IsHidden || definition.IsMasked || definition.Encryption is not null || definition.GeneratedAlways is not null)
            throw SqlErrors.NotKnown($"special properties of the column {name}");
        if (definition.Collation is { } collation && CollationNames.ToSqlite(collation.Value) != Collations.Text)
            throw SqlErrors.NotKnown($"columns with the case-sensitive collation {collation.Value}");

        TdsType type = TypeNames.InDeclaration(definition.DataType, position);
        bool nullable = definition.Constraints.OfType<NullableConstraintDefinition>().LastOrDefault()?.Nullable ?? true;
        Identity? identity = definition.IdentityOptions is { } options ? IdentityOf(options, type, name) : null;
        string? defaultValue = definition.DefaultConstraint is { } constraint ? Default(constraint, type) : null;
        return new TableColumn(name, type, nullable && identity is null, defaultValue, identity);
    }

    /// <summary>A constraint of ALTER TABLE ADD or of a column.</summary>
    public void Constraint(ConstraintDefinition constraint, string? ownColumn, List<TableColumn> columns)
    {
        switch (constraint)
        {
            case NullableConstraintDefinition:
                break;
            case UniqueConstraintDefinition unique:
                AddKey(unique, ownColumn);
                break;
            case CheckConstraintDefinition check:
                string checkName = check.ConstraintIdentifier?.Value ?? Named("CK", ownColumn ?? "");
                _constraints.Add($"CONSTRAINT {SqlText.Name(checkName)} CHECK ({Condition(check.CheckCondition, columns)})");
                break;
            case ForeignKeyConstraintDefinition foreign:
                _constraints.Add(ForeignKey(foreign, ownColumn));
                break;
            case DefaultConstraintDefinition:
                throw SqlErrors.NotKnown("DEFAULT as a constraint of the table");
            default:
                throw SqlErrors.NotKnown($"constraints of the kind {constraint.GetType().Name}");
        }
    }

    public IReadOnlyList<KeyDraft> Keys => _keys;

    /// <summary>Columns of an index in order.</summary>
    public static IReadOnlyList<KeyColumn> KeyColumns(IEnumerable<ColumnWithSortOrder> columns) => [.. columns.Select(column =>
        new KeyColumn(column.Column.MultiPartIdentifier.Identifiers[^1].Value, column.SortOrder == SortOrder.Descending))];

    /// <summary>A condition over the table's own columns, for CHECK and filtered indexes.</summary>
    public string Condition(BooleanExpression condition, IEnumerable<TableColumn> columns)
    {
        var scope = new QueryScope(outer: null);
        scope.Add(new RowSource(table.Name, "", [.. columns.Select(column => new SourceColumn(column.Name, SqlText.Name(column.Name), column.Type, column.Nullable))]));
        Translation translation = batch.NewTranslation();
        string sql = new ExpressionTranslator(translation, scope, Clause.Where).Condition(condition);
        return translation.Bindings.Count == 0 ? sql : throw SqlErrors.NotKnown("variables in a CHECK constraint");
    }

    private static void RefuseUnknown(TableDefinition definition)
    {
        if (definition.SystemTimePeriod is not null)
            throw SqlErrors.NotKnown("temporal tables");
    }

    // The columns of a primary key take no NULL, whether it was said or not.
    private IReadOnlyList<TableColumn> Required(List<TableColumn> columns)
    {
        if (_keys.Count(key => key.Kind == IndexKind.PrimaryKey) > 1)
            throw SqlErrors.SecondPrimaryKey(table.Name);
        var primary = _keys.Find(key => key.Kind == IndexKind.PrimaryKey)?.Columns.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        foreach (string missing in primary.Where(name => !columns.Exists(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
            throw SqlErrors.ColumnMissingInTable(missing);
        return [.. columns.Select(column => primary.Contains(column.Name) ? column with { Nullable = false } : column)];
    }

    private void AddKey(UniqueConstraintDefinition unique, string? ownColumn)
    {
        IReadOnlyList<KeyColumn> columns = unique.Columns.Count > 0 ? KeyColumns(unique.Columns) : [new KeyColumn(ownColumn!, Descending: false)];
        IndexKind kind = unique.IsPrimaryKey ? IndexKind.PrimaryKey : IndexKind.UniqueConstraint;
        _keys.Add(new KeyDraft(unique.ConstraintIdentifier?.Value ?? Named(unique.IsPrimaryKey ? "PK" : "UQ", string.Join('_', columns.Select(column => column.Name))), kind, columns));
    }

    private string ForeignKey(ForeignKeyConstraintDefinition foreign, string? ownColumn)
    {
        ObjectName parent = ObjectName.Resolve(foreign.ReferenceTableName, batch.Session);
        if (parent.Database != table.Database)
            throw new SqlErrorException(new SqlMessage(1763, 16, 0, $"Cross-database foreign key references are not supported. Foreign key '{parent.Written}'."));
        TableShape shape = new TableCatalog(batch.Session).Find(parent)
            ?? throw new SqlErrorException(new SqlMessage(1767, 16, 0, $"Foreign key '{foreign.ConstraintIdentifier?.Value}' references invalid table '{parent.Written}'."));
        string[] own = foreign.Columns.Count > 0 ? [.. foreign.Columns.Select(column => column.Value)] : [ownColumn!];
        string[] target = foreign.ReferencedTableColumns.Count > 0
            ? [.. foreign.ReferencedTableColumns.Select(column => column.Value)]
            : [.. TableIndex.Of(shape, batch.Session).FirstOrDefault(index => index.Kind == IndexKind.PrimaryKey)?.Columns ?? []];
        string name = foreign.ConstraintIdentifier?.Value ?? Named("FK", own[0]);
        return $"CONSTRAINT {SqlText.Name(name)} FOREIGN KEY ({Names(own)}) REFERENCES {SqlText.Name(parent.SqliteTable)} ({Names(target)})"
            + Do("DELETE", foreign.DeleteAction) + Do("UPDATE", foreign.UpdateAction);
    }

    private static string Do(string when, DeleteUpdateAction action) => action switch
    {
        DeleteUpdateAction.Cascade => $" ON {when} CASCADE",
        DeleteUpdateAction.SetNull => $" ON {when} SET NULL",
        DeleteUpdateAction.SetDefault => $" ON {when} SET DEFAULT",
        _ => "",
    };

    private string Default(DefaultConstraintDefinition constraint, TdsType type)
    {
        Translation translation = batch.NewTranslation();
        Scalar value = Coercion.To(new ExpressionTranslator(translation, scope: null).Scalar(constraint.Expression), type);
        return translation.Bindings.Count == 0 && translation.CatalogRows.Count == 0 ? value.Sql : throw SqlErrors.NotKnown("variables and queries in a DEFAULT");
    }

    private Identity IdentityOf(IdentityOptions options, TdsType type, string column)
    {
        if (!TypeRules.IsInteger(type) || type.Code == SqlTypeCode.Bit)
            throw type.Code == SqlTypeCode.Decimal && type.Scale == 0 ? SqlErrors.NotKnown("IDENTITY of decimal columns")
                : new SqlErrorException(new SqlMessage(2749, 16, 2, $"Identity column '{column}' must be of data type int, bigint, smallint, tinyint, or decimal or numeric with a scale of 0, unencrypted, and constrained to be nonnullable."));
        return new Identity(Whole(options.IdentitySeed), Whole(options.IdentityIncrement));
    }

    private long Whole(ScalarExpression? expression) =>
        expression is null ? 1 : Convert.ToInt64(batch.Evaluate(expression, TdsType.BigInt), CultureInfo.InvariantCulture);

    // As SQL Server names what nobody named: kind, table, and digits that nobody remembers.
    private string Named(string kind, string seed)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in $"{table.Name}.{seed}")
            hash = unchecked((hash ^ character) * 1099511628211);
        string start = table.Name[..Math.Min(table.Name.Length, 9)];
        return string.Create(CultureInfo.InvariantCulture, $"{kind}__{start}__{hash:X16}");
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(SqlText.Name));
}
