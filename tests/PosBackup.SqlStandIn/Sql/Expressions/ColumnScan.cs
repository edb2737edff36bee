using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>What an expression contains, subqueries left out.</summary>
internal sealed class ColumnScan : TSqlFragmentVisitor
{
    private bool _columns;
    private bool _aggregates;

    public static bool HasColumns(TSqlFragment fragment) => Scan(fragment)._columns;

    public static bool HasAggregates(TSqlFragment? fragment) => fragment is not null && Scan(fragment)._aggregates;

    public override void ExplicitVisit(ScalarSubquery node)
    {
    }

    public override void ExplicitVisit(ColumnReferenceExpression node) => _columns = true;

    public override void ExplicitVisit(FunctionCall node)
    {
        _aggregates |= node.OverClause is null && AggregateCalls.IsAggregate(node.FunctionName.Value);
        base.ExplicitVisit(node);
    }

    private static ColumnScan Scan(TSqlFragment fragment)
    {
        var scan = new ColumnScan();
        fragment.Accept(scan);
        return scan;
    }
}
