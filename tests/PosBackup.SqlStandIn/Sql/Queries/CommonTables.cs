using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>WITH t AS (...): plain and recursive.</summary>
internal sealed class CommonTables(Translation translation)
{
    /// <summary>A scope that knows the tables of a statement's WITH.</summary>
    public QueryScope Translate(WithCtesAndXmlNamespaces? with)
    {
        var scope = new QueryScope(outer: null);
        if (with is null)
            return scope;
        if (with.XmlNamespaces is not null || with.ChangeTrackingContext is not null)
            throw SqlErrors.NotKnown("WITH XMLNAMESPACES and CHANGE_TRACKING_CONTEXT");
        foreach (CommonTableExpression expression in with.CommonTableExpressions)
            Add(expression, scope);
        return scope;
    }

    private void Add(CommonTableExpression expression, QueryScope scope)
    {
        string name = expression.ExpressionName.Value;
        string alias = translation.NewName("w");
        if (expression.QueryExpression is BinaryQueryExpression { BinaryQueryExpressionType: BinaryQueryExpressionType.Union, All: true } union && References.Has(union.SecondQueryExpression, name))
        {
            AddRecursive(expression, union, alias, scope);
            return;
        }

        TranslatedQuery query = new QueryTranslator(translation, scope).Translate(expression.QueryExpression);
        var columns = FromTranslator.Renamed(query.Columns, expression.Columns, name);
        Define(alias, columns, query.Sql);
        scope.Add(new CommonTable(name, alias, columns));
    }

    // The anchor gives the columns; the recursive part may then name the table.
    private void AddRecursive(CommonTableExpression expression, BinaryQueryExpression union, string alias, QueryScope scope)
    {
        string name = expression.ExpressionName.Value;
        TranslatedQuery anchor = new QueryTranslator(translation, scope).Translate(union.FirstQueryExpression);
        var columns = FromTranslator.Renamed(anchor.Columns, expression.Columns, name);
        scope.Add(new CommonTable(name, alias, columns));
        TranslatedQuery step = new QueryTranslator(translation, scope).Translate(union.SecondQueryExpression);
        if (step.Columns.Count != columns.Count)
            throw SqlErrors.UnionWidth();
        for (int i = 0; i < columns.Count; i++)
        {
            if (!step.Columns[i].Value.IsNull && step.Columns[i].Value.Type.Code != columns[i].Value.Type.Code)
                throw new SqlErrorException(new SqlMessage(240, 16, 1, $"Types don't match between the anchor and the recursive part in column \"{columns[i].Name}\" of recursive query \"{name}\"."));
        }

        // SQLite wants the recursive reference in the FROM of the second half itself.
        if (union.SecondQueryExpression is not QuerySpecification { TopRowFilter: null, OrderByClause: null })
            throw SqlErrors.NotKnown("TOP, ORDER BY and combinations in the recursive part of WITH");
        Define(alias, columns, $"SELECT * FROM ({anchor.Sql}) UNION ALL {step.Sql}");
    }

    private void Define(string alias, IReadOnlyList<ResultColumn> columns, string sql) =>
        translation.AddCommonTable($"{alias}({string.Join(", ", columns.Select(column => column.SqlName))}) AS ({sql})");

    private sealed class References(string name) : TSqlFragmentVisitor
    {
        private bool _found;

        public static bool Has(TSqlFragment fragment, string name)
        {
            var visitor = new References(name);
            fragment.Accept(visitor);
            return visitor._found;
        }

        public override void Visit(NamedTableReference node) =>
            _found |= node.SchemaObject.Count == 1 && node.SchemaObject.BaseIdentifier.Value.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
