using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Queries;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>Which rows UPDATE and DELETE change: their row ids, new values and old values, read before anything is written.</summary>
internal sealed class ChangedRows(Batch batch, TableShape table)
{
    /// <summary>The table that is meant: the target may be an alias of FROM.</summary>
    public static ObjectName TargetName(UpdateDeleteSpecificationBase specification, Batch batch) =>
        specification.Target is NamedTableReference { SchemaObject: { Count: 1 } name } && Aliased(specification.FromClause, name.BaseIdentifier.Value) is { } reference
            ? ModificationTarget.Name(reference, batch)
            : ModificationTarget.Name(specification.Target, batch);

    /// <summary>Rows of row id, the values of the SET clauses, all columns as they were; with the types of the SET values.</summary>
    public (List<object?[]> Rows, TdsType[] Types) Read(StatementWithCtesAndXmlNamespaces statement, UpdateDeleteSpecificationBase specification, AssignmentSetClause[] clauses)
    {
        (PreparedStatement prepared, TdsType[] types) = batch.Prepare(statement, translation => Translate(translation, statement, specification, clauses));
        var rows = new List<object?[]>();
        using SqliteDataReader reader = prepared.Query();
        while (reader.Read())
        {
            object?[] row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return (rows, types);
    }

    private (string Sql, TdsType[] Types) Translate(Translation translation, StatementWithCtesAndXmlNamespaces statement, UpdateDeleteSpecificationBase specification, AssignmentSetClause[] clauses)
    {
        var scope = new QueryScope(new CommonTables(translation).Translate(statement.WithCtesAndXmlNamespaces));
        var from = new FromTranslator(translation, scope);
        string sources = specification.FromClause is { } clause ? from.Translate(clause) : $" FROM {from.Table(table, ExposedName(specification.Target), alias: null)}";
        RowSource target = Target(scope, specification, sources, from, out sources);
        string where = "";
        if (specification.WhereClause is { } filter)
            where = filter.SearchCondition is { } condition
                ? $" WHERE {new ExpressionTranslator(translation, scope, Clause.Where).Condition(condition)}"
                : throw SqlErrors.NotKnown("WHERE CURRENT OF");
        string limit = Limits.Of(specification.TopRowFilter, offset: null, new ExpressionTranslator(translation, scope: null));

        var translator = new ExpressionTranslator(translation, scope, Clause.Where);
        Scalar[] values = [.. clauses.Select(set => Value(set, translator))];
        var list = values.Select(value => value.Sql).Concat(target.Columns.Select(column => column.Sql)).Prepend($"{target.Alias}.rowid");

        // A row that the join meets more than once is changed once.
        string sql = $"SELECT {string.Join(", ", list)}{sources}{where}{(specification.FromClause is null ? "" : $" GROUP BY {target.Alias}.rowid")}{limit}";
        return (sql, [.. values.Select(value => value.Type)]);
    }

    private static Scalar Value(AssignmentSetClause set, ExpressionTranslator translator)
    {
        if (set.NewValue is DefaultLiteral)
            throw SqlErrors.NotKnown("SET column = DEFAULT");
        ScalarExpression target = set.Column is null ? set.Variable : set.Column;
        return CompoundAssignment.Value(target, set.AssignmentKind, set.NewValue, translator);
    }

    private RowSource Target(QueryScope scope, UpdateDeleteSpecificationBase specification, string sources, FromTranslator from, out string all)
    {
        all = sources;
        if (specification.FromClause is null)
            return scope.Sources[0];
        string name = ExposedName(specification.Target);
        RowSource? found = scope.Sources.Find(source => source.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? scope.Sources.Find(source => source.QualifiedName.Count > 0 && source.QualifiedName[^1].Equals(table.Name, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
            return found;

        // UPDATE t ... FROM other: the target is joined to it.
        all = $"{sources} CROSS JOIN {from.Table(table, name, alias: null)}";
        return scope.Sources[^1];
    }

    private static string ExposedName(TableReference target) => target switch
    {
        NamedTableReference named => named.SchemaObject.BaseIdentifier.Value,
        VariableTableReference variable => variable.Variable.Name,
        _ => "",
    };

    private static TableReference? Aliased(FromClause? from, string name)
    {
        if (from is null)
            return null;
        var finder = new AliasFinder(name);
        from.Accept(finder);
        return finder.Found;
    }

    private sealed class AliasFinder(string name) : TSqlFragmentVisitor
    {
        public TableReference? Found { get; private set; }

        public override void Visit(NamedTableReference node)
        {
            if (node.Alias is { } alias && alias.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
                Found = node;
        }

        public override void Visit(VariableTableReference node)
        {
            if (node.Alias is { } alias && alias.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
                Found = node;
        }

        public override void ExplicitVisit(QueryDerivedTable node)
        {
        }
    }
}
