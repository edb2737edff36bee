using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Catalog;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Tables;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>FROM: every table reference becomes a source of the scope and a piece of SQLite text.</summary>
internal sealed class FromTranslator(Translation translation, QueryScope scope)
{
    // Choices of plans and of the grain of locks, and what READ COMMITTED gives anyway. Hints that hold locks longer are refused: they are not held.
    private static readonly HashSet<TableHintKind> HintsWithoutEffect =
    [
        TableHintKind.NoLock, TableHintKind.ReadUncommitted, TableHintKind.ReadCommitted, TableHintKind.ReadCommittedLock, TableHintKind.Rowlock,
        TableHintKind.PagLock, TableHintKind.TabLock, TableHintKind.FastFirstRow, TableHintKind.ForceSeek, TableHintKind.ForceScan, TableHintKind.Index,
    ];

    /// <summary>FROM with a blank before it.</summary>
    public string Translate(FromClause clause) => $" FROM {string.Join(" CROSS JOIN ", clause.TableReferences.Select(reference => Nested(reference, Translate(reference))))}";

    public string Translate(TableReference reference) => reference switch
    {
        NamedTableReference named => Named(named),
        VariableTableReference variable => TableVariable(variable),
        QueryDerivedTable derived => Derived(derived),
        InlineDerivedTable values => new ValuesTranslator(translation, scope).Translate(values, Add),
        QualifiedJoin join => Join(join),
        UnqualifiedJoin join => Join(join),
        JoinParenthesisTableReference parenthesis => $"({Translate(parenthesis.Join)})",
        SchemaObjectFunctionTableReference function => new TableFunctionCalls(translation, scope).Translate(function, correlated: false, Add),
        _ => throw SqlErrors.NotKnown($"table references of the kind {reference.GetType().Name}"),
    };

    /// <summary>Adds a table itself as a source; gives its SQLite text. The target of UPDATE and DELETE needs its row id.</summary>
    public string Table(TableShape table, string exposedName, string? alias)
    {
        string name = translation.NewName("s");
        SourceColumn[] columns = [.. table.Columns.Select(column =>
            new SourceColumn(column.Name, $"{name}.{SqlText.Name(column.Name)}", column.Type, column.Nullable, column.Identity is not null))];
        scope.Add(new RowSource(exposedName, name, columns)
        {
            QualifiedName = alias is null && table.Database is { } database ? [database.Name, table.Schema, table.Name] : [],
        });
        return $"{table.SqliteName} AS {name}";
    }

    private string Named(NamedTableReference reference)
    {
        foreach (TableHint hint in reference.TableHints.Where(hint => !HintsWithoutEffect.Contains(hint.HintKind)))
            throw SqlErrors.NotKnown($"the table hint {hint.HintKind}");
        if (reference.TableSampleClause is not null || reference.TemporalClause is not null)
            throw SqlErrors.NotKnown("TABLESAMPLE and FOR SYSTEM_TIME");

        SchemaObjectName name = reference.SchemaObject;
        string exposed = reference.Alias?.Value ?? name.BaseIdentifier.Value;
        if (name.Count == 1 && scope.FindCommonTable(name.BaseIdentifier.Value) is { } common)
            return Add(exposed, common.Alias, common.Columns);

        ObjectName resolved = ObjectName.Resolve(name, translation.Session);
        if (SystemViews.Find(resolved, translation.Session) is { } view)
            return View(view, resolved, exposed, reference.Alias?.Value);
        TableShape table = translation.Tables.Find(resolved) ?? throw SystemViews.Missing(resolved, translation.Session);
        translation.Session.Permissions.RequireRead(table);
        return Table(table, exposed, reference.Alias?.Value);
    }

    private string View(SystemView view, ObjectName name, string exposed, string? alias)
    {
        if (view.NeedsServerState)
            translation.Session.Permissions.RequireServerState();
        CatalogRows rows = translation.Lay(view, name.Database!);
        string source = translation.NewName("s");
        Version version = translation.Session.Version;
        SourceColumn[] columns = [.. view.Columns.Where(column => column.Since <= version)
            .Select(column => new SourceColumn(column.Name, $"{source}.{SqlText.Name(column.Name)}", column.Type, column.Nullable))];
        scope.Add(new RowSource(exposed, source, columns) { QualifiedName = alias is null ? [name.Database!.Name, view.Schema, view.Name] : [] });
        return $"{rows.SqliteName} AS {source}";
    }

    private string TableVariable(VariableTableReference reference)
    {
        string name = reference.Variable.Name;
        TableShape table = translation.Tables.Find(new ObjectName(Database: null, ObjectName.DefaultSchema, name, name)) ?? throw SqlErrors.UndeclaredTableVariable(name);
        return Table(table, reference.Alias?.Value ?? name, reference.Alias?.Value ?? name);
    }

    private string Derived(QueryDerivedTable derived)
    {
        // A derived table sees the query around it, not its neighbours in FROM.
        TranslatedQuery query = new QueryTranslator(translation, new QueryScope(scope.Outer).WithTablesOf(scope)).Translate(derived.QueryExpression);
        string name = derived.Alias.Value;
        return Add(name, $"({query.Sql})", Renamed(query.Columns, derived.Columns, name));
    }

    private string Join(QualifiedJoin join)
    {
        if (join.JoinHint != JoinHint.None && join.JoinHint is not (JoinHint.Hash or JoinHint.Loop or JoinHint.Merge))
            throw SqlErrors.NotKnown($"the join hint {join.JoinHint}");
        string first = Translate(join.FirstTableReference);
        string second = Translate(join.SecondTableReference);
        string word = join.QualifiedJoinType switch
        {
            QualifiedJoinType.LeftOuter => "LEFT JOIN",
            QualifiedJoinType.RightOuter => "RIGHT JOIN",
            QualifiedJoinType.FullOuter => "FULL JOIN",
            _ => "JOIN",
        };
        string condition = new ExpressionTranslator(translation, scope, Clause.Where).Condition(join.SearchCondition);
        return $"{first} {word} {Nested(join.SecondTableReference, second)} ON {condition}";
    }

    private string Join(UnqualifiedJoin join)
    {
        string first = Translate(join.FirstTableReference);
        if (join.UnqualifiedJoinType == UnqualifiedJoinType.CrossJoin)
            return $"{first} CROSS JOIN {Nested(join.SecondTableReference, Translate(join.SecondTableReference))}";
        if (join.SecondTableReference is not SchemaObjectFunctionTableReference function)
            throw SqlErrors.NotKnown("CROSS APPLY and OUTER APPLY of anything but a system function");

        var calls = new TableFunctionCalls(translation, scope);
        string second = calls.Translate(function, correlated: true, Add);
        return $"{first} {(join.UnqualifiedJoinType == UnqualifiedJoinType.CrossApply ? "JOIN" : "LEFT JOIN")} {second} ON {calls.Condition}";
    }

    // A join on the right side of a join binds first, as its brackets or its ON say.
    private static string Nested(TableReference reference, string sql) => reference is QualifiedJoin or UnqualifiedJoin ? $"({sql})" : sql;

    /// <summary>The result columns of a subquery under the names that its alias gives them.</summary>
    internal static IReadOnlyList<ResultColumn> Renamed(IReadOnlyList<ResultColumn> columns, IList<Identifier> names, string table)
    {
        if (names.Count > 0 && names.Count != columns.Count)
            throw names.Count < columns.Count ? SqlErrors.FewerColumnNames(table) : SqlErrors.MoreColumnNames(table);
        ResultColumn[] renamed = [.. columns.Select((column, i) => column with
        {
            Name = names.Count > 0 ? names[i].Value : column.Name ?? throw SqlErrors.UnnamedColumn(i + 1, table),
        })];
        string? twice = renamed.GroupBy(column => column.Name!, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? renamed : throw SqlErrors.DuplicateColumn(twice, table);
    }

    private string Add(string exposed, string sql, IReadOnlyList<ResultColumn> columns)
    {
        string name = translation.NewName("s");
        scope.Add(new RowSource(exposed, name, [.. columns.Select(column =>
            new SourceColumn(column.Name!, $"{name}.{column.SqlName}", column.Value.Type, column.Value.Nullable))]));
        return $"{sql} AS {name}";
    }
}
