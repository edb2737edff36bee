using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>Functions with OVER (...).</summary>
internal static class WindowCalls
{
    private static readonly HashSet<string> Ranking = new(StringComparer.OrdinalIgnoreCase) { "ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE" };
    private static readonly HashSet<string> Offset = new(StringComparer.OrdinalIgnoreCase) { "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE" };

    public static bool IsWindowOnly(string name) => Ranking.Contains(name) || Offset.Contains(name);

    public static Scalar Translate(FunctionCall call, ExpressionTranslator translator)
    {
        if (translator.Clause is not (Clause.Select or Clause.OrderBy))
            throw new SqlErrorException(new SqlMessage(4108, 15, 1, "Windowed functions can only appear in the SELECT or ORDER BY clauses."));
        Scalar value = Function(call, translator);
        return value with { Sql = $"{value.Sql} OVER ({Window(call.OverClause, translator)})" };
    }

    private static Scalar Function(FunctionCall call, ExpressionTranslator translator)
    {
        string name = call.FunctionName.Value;
        if (Ranking.Contains(name))
        {
            if (call.OverClause.OrderByClause is null)
                throw new SqlErrorException(new SqlMessage(4112, 15, 1, $"The function '{name}' must have an OVER clause with ORDER BY."));
            string arguments = string.Join(", ", call.Parameters.Select(parameter => translator.Scalar(parameter, TdsType.BigInt).Sql));
            return new Scalar($"{name.ToLowerInvariant()}({arguments})", TdsType.BigInt);
        }

        if (Offset.Contains(name))
        {
            Scalar first = translator.Scalar(call.Parameters[0]);
            var rest = call.Parameters.Skip(1).Select((parameter, i) => translator.Scalar(parameter, i == 0 ? TdsType.BigInt : first.Type).Sql);
            return new Scalar($"{name.ToLowerInvariant()}({string.Join(", ", rest.Prepend(first.Sql))})", first.Type);
        }

        if (!AggregateCalls.IsAggregate(name) || name.Equals("STRING_AGG", StringComparison.OrdinalIgnoreCase))
            throw SqlErrors.NotKnown($"{name} with an OVER clause");
        if (name.StartsWith("COUNT", StringComparison.OrdinalIgnoreCase))
            return AggregateCalls.Translate(call, translator);
        Scalar value = translator.Scalar(call.Parameters[0]);
        if (TypeRules.IsExact(value.Type) && name.ToUpperInvariant() is "SUM" or "AVG")
            throw SqlErrors.NotKnown($"{name} of exact numbers with an OVER clause");
        return AggregateCalls.Over(name.ToUpperInvariant(), "", value);
    }

    private static string Window(OverClause over, ExpressionTranslator translator)
    {
        if (over.WindowFrameClause is not null)
            throw SqlErrors.NotKnown("ROWS and RANGE in an OVER clause");
        string partitions = over.Partitions.Count == 0 ? "" : "PARTITION BY " + string.Join(", ", over.Partitions.Select(part => translator.Scalar(part).Ordered)) + " ";
        string order = over.OrderByClause is null ? ""
            : "ORDER BY " + string.Join(", ", over.OrderByClause.OrderByElements.Select(element =>
                Item(element.Expression, translator) + (element.SortOrder == SortOrder.Descending ? " DESC" : "")));
        return partitions + order;
    }

    // ORDER BY (SELECT NULL) is how one says "any order".
    private static string Item(ScalarExpression expression, ExpressionTranslator translator) =>
        expression is IntegerLiteral ? throw new SqlErrorException(new SqlMessage(5308, 16, 1, "Windowed functions, aggregates and NEXT VALUE FOR functions do not support integer indices as ORDER BY clause expressions."))
            : translator.Scalar(expression).Ordered;
}
