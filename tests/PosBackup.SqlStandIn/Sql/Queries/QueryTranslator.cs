using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Expressions;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>
/// SELECT and its combinations to SQLite. Every result column gets a name of the stand-in's own (c1, c2 ...), so that T-SQL's names
/// need not be legal or unique in SQLite.
/// </summary>
internal sealed class QueryTranslator(Translation translation, QueryScope? outer)
{
    public TranslatedQuery Translate(QueryExpression query)
    {
        if (query.ForClause is not null)
            throw SqlErrors.NotKnown("FOR XML, FOR JSON and FOR BROWSE");
        return query switch
        {
            QuerySpecification specification => new SelectTranslator(translation, outer).Translate(specification),
            QueryParenthesisExpression parenthesis => Arrange(Translate(parenthesis.QueryExpression), parenthesis),
            BinaryQueryExpression both => Arrange(Combine(both), both),
            _ => throw SqlErrors.NotKnown($"queries of the kind {query.GetType().Name}"),
        };
    }

    private TranslatedQuery Combine(BinaryQueryExpression both)
    {
        TranslatedQuery first = Translate(both.FirstQueryExpression);
        TranslatedQuery second = Translate(both.SecondQueryExpression);
        if (first.Columns.Count != second.Columns.Count)
            throw SqlErrors.UnionWidth();
        if (first.Assigned.Count > 0 || second.Assigned.Count > 0)
            throw SqlErrors.AssignmentMixedWithRetrieval();

        string word = both.BinaryQueryExpressionType switch
        {
            BinaryQueryExpressionType.Except => "EXCEPT",
            BinaryQueryExpressionType.Intersect => "INTERSECT",
            _ when both.All => "UNION ALL",
            _ => "UNION",
        };
        var columns = new List<ResultColumn>();
        for (int i = 0; i < first.Columns.Count; i++)
        {
            Scalar left = first.Columns[i].Value, right = second.Columns[i].Value;
            Scalar value = new(first.Columns[i].SqlName, Cases.CommonType([left, right]))
            {
                Nullable = left.Nullable || right.Nullable,
                IsNull = left.IsNull && right.IsNull,
                ExplicitCollation = left.ExplicitCollation,
            };
            columns.Add(first.Columns[i] with { Value = value });
        }

        bool distinct = word != "UNION ALL";
        return new TranslatedQuery($"{Member(first, columns, distinct)} {word} {Member(second, columns, distinct)}", columns);
    }

    // One side of a combination, its columns brought to the common types. SQLite compares rows by the collations of the first side.
    private static string Member(TranslatedQuery query, List<ResultColumn> columns, bool distinct)
    {
        var list = query.Columns.Select((column, i) =>
        {
            Scalar value = Coercion.To(new Scalar(column.SqlName, column.Value.Type) { IsNull = column.Value.IsNull, ExplicitCollation = column.Value.ExplicitCollation }, columns[i].Value.Type);
            value = value.IsNull ? value with { Sql = column.SqlName } : value;
            return $"{(distinct ? value.Ordered : value.Sql)} AS {columns[i].SqlName}";
        });
        return $"SELECT {string.Join(", ", list)} FROM ({query.Sql})";
    }

    // ORDER BY and OFFSET of a whole combination: over its result columns only.
    private TranslatedQuery Arrange(TranslatedQuery query, QueryExpression arranged)
    {
        if (arranged.OrderByClause is null)
            return query;
        var order = arranged.OrderByClause.OrderByElements.Select(element =>
            OrderTarget(element.Expression, query.Columns).Value.Ordered + (element.SortOrder == SortOrder.Descending ? " DESC" : ""));
        string limit = Limits.Of(top: null, arranged.OffsetClause, new ExpressionTranslator(translation, outer));
        return query with { Sql = $"SELECT * FROM ({query.Sql}) ORDER BY {string.Join(", ", order)}{limit}" };
    }

    private static ResultColumn OrderTarget(ScalarExpression expression, IReadOnlyList<ResultColumn> columns)
    {
        ResultColumn? found = expression switch
        {
            IntegerLiteral position => columns.ElementAtOrDefault(Limits.Position(position, columns.Count)),
            ColumnReferenceExpression { MultiPartIdentifier.Count: 1 } name =>
                columns.FirstOrDefault(column => string.Equals(column.Name, name.MultiPartIdentifier[0].Value, StringComparison.OrdinalIgnoreCase)),
            _ => null,
        };
        return found is null ? throw SqlErrors.InvalidStarContext() : found with { Value = found.Value with { Sql = found.SqlName } };
    }
}
