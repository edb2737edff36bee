using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>One SELECT: FROM, WHERE, GROUP BY, HAVING, the select list, ORDER BY, TOP.</summary>
internal sealed class SelectTranslator(Translation translation, QueryScope? outer)
{
    private readonly QueryScope _scope = new(outer);

    public TranslatedQuery Translate(QuerySpecification query)
    {
        string from = query.FromClause is null ? "" : new FromTranslator(translation, _scope).Translate(query.FromClause);
        string where = query.WhereClause is null ? "" : $" WHERE {In(Clause.Where).Condition(query.WhereClause.SearchCondition)}";
        string group = GroupBy(query);
        MarkLiveVariables(query.SelectElements);

        SelectList list = new SelectListTranslator(translation, _scope).Translate(query.SelectElements);
        bool distinct = query.UniqueRowFilter == UniqueRowFilter.Distinct;
        string having = query.HavingClause is null ? "" : $" HAVING {In(Clause.Having).Condition(query.HavingClause.SearchCondition)}";
        string order = OrderBy(query.OrderByClause, list.Columns, distinct);
        string limit = Limits.Of(query.TopRowFilter, query.OffsetClause, new ExpressionTranslator(translation, outer));

        var sql = new StringBuilder("SELECT ");
        if (distinct)
            sql.Append("DISTINCT ");
        sql.AppendJoin(", ", list.Columns.Select(column => $"{(distinct ? column.Value.Ordered : column.Value.Sql)} AS {column.SqlName}"));
        sql.Append(from).Append(where).Append(group).Append(having).Append(order).Append(limit);

        bool isSingleRow = query.FromClause is null || (_scope.Grouping is { Count: 0 }) || query.TopRowFilter?.Expression is IntegerLiteral { Value: "1" }
            or ParenthesisExpression { Expression: IntegerLiteral { Value: "1" } };
        return new TranslatedQuery(sql.ToString(), list.Columns)
        {
            Assigned = list.Assigned,
            IsSingleRow = isSingleRow,
        };
    }

    private ExpressionTranslator In(Clause clause) => new(translation, _scope, clause);

    private string GroupBy(QuerySpecification query)
    {
        bool aggregates = query.SelectElements.Any(ColumnScan.HasAggregates) || ColumnScan.HasAggregates(query.HavingClause) || ColumnScan.HasAggregates(query.OrderByClause);
        if (query.GroupByClause is null)
        {
            if (aggregates || query.HavingClause is not null)
                _scope.Grouping = [];
            return query.HavingClause is not null && !aggregates ? " GROUP BY NULL" : "";
        }

        if (query.GroupByClause.All || query.GroupByClause.GroupByOption != GroupByOption.None)
            throw SqlErrors.NotKnown("GROUP BY ALL, WITH CUBE and WITH ROLLUP");
        Scalar[] keys = [.. query.GroupByClause.GroupingSpecifications.Select(specification => specification is ExpressionGroupingSpecification { Expression: { } key }
            ? In(Clause.GroupBy).Scalar(key)
            : throw SqlErrors.NotKnown("CUBE, ROLLUP and GROUPING SETS"))];
        _scope.Grouping = [.. keys.Select(key => key.Sql)];
        return $" GROUP BY {string.Join(", ", keys.Select(key => key.Ordered))}";
    }

    // SELECT @sum = @sum + x FROM t reads the variable anew for each row.
    private void MarkLiveVariables(IList<SelectElement> elements)
    {
        foreach (SelectSetVariable set in elements.OfType<SelectSetVariable>())
            translation.LiveVariables.Add(set.Variable.Name);
    }

    private string OrderBy(OrderByClause? clause, IReadOnlyList<ResultColumn> columns, bool distinct)
    {
        if (clause is null)
            return "";
        var elements = clause.OrderByElements.Select(element =>
        {
            Scalar value = OrderTarget(element.Expression, columns, distinct);
            return value.IsConstant ? "NULL" : value.Ordered + (element.SortOrder == SortOrder.Descending ? " DESC" : "");
        });
        return $" ORDER BY {string.Join(", ", elements)}";
    }

    // A bare name means the select list's alias first, then a column of the sources.
    private Scalar OrderTarget(ScalarExpression expression, IReadOnlyList<ResultColumn> columns, bool distinct)
    {
        if (expression is IntegerLiteral position)
            return columns[Limits.Position(position, columns.Count)].Value;
        if (expression is ColumnReferenceExpression { ColumnType: ColumnType.Regular, MultiPartIdentifier: { Count: 1 } name })
        {
            var named = columns.Where(column => string.Equals(column.Name, name[0].Value, StringComparison.OrdinalIgnoreCase)).ToList();
            if (named.Select(column => column.Value.Sql).Distinct(StringComparer.Ordinal).Count() > 1)
                throw SqlErrors.AmbiguousColumn(name[0].Value);
            if (named.Count > 0)
                return named[0].Value with { ExplicitCollation = expression is PrimaryExpression { Collation: { } collation } ? CollationNames.ToSqlite(collation.Value) : named[0].Value.ExplicitCollation };
        }

        Scalar value = In(Clause.OrderBy).Scalar(expression);
        return distinct && !columns.Any(column => column.Value.Sql == value.Sql)
            ? throw new SqlErrorException(new SqlMessage(145, 15, 1, "ORDER BY items must appear in the select list if SELECT DISTINCT is specified."))
            : value;
    }
}
