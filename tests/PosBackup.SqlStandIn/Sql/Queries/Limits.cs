using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>TOP, OFFSET and FETCH as LIMIT.</summary>
internal static class Limits
{
    /// <summary>LIMIT with a blank before it, or nothing.</summary>
    public static string Of(TopRowFilter? top, OffsetClause? offset, ExpressionTranslator translator)
    {
        if (top is { Percent: true })
            throw SqlErrors.NotKnown("TOP ... PERCENT");
        if (top is { WithTies: true })
            throw SqlErrors.NotKnown("TOP ... WITH TIES");
        if (top is not null && offset is not null)
            throw new SqlErrorException(new SqlMessage(10741, 15, 2, "A TOP can not be used in the same query or sub-query as a OFFSET."));
        if (top is not null)
            return $" LIMIT {translator.Scalar(top.Expression, TdsType.BigInt).Sql}";
        if (offset is null)
            return "";
        string rows = offset.FetchExpression is { } fetch ? translator.Scalar(fetch, TdsType.BigInt).Sql : "-1";
        return $" LIMIT {rows} OFFSET {translator.Scalar(offset.OffsetExpression, TdsType.BigInt).Sql}";
    }

    /// <summary>Index of ORDER BY n.</summary>
    /// <exception cref="SqlErrorException">108.</exception>
    public static int Position(IntegerLiteral literal, int columns)
    {
        long position = long.Parse(literal.Value, CultureInfo.InvariantCulture);
        return position >= 1 && position <= columns ? (int)position - 1 : throw SqlErrors.OrderByPosition(position);
    }
}
