using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>COUNT, SUM, AVG, MIN, MAX and STRING_AGG.</summary>
internal static class AggregateCalls
{
    private const int StringAggSince = 14;

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "COUNT", "COUNT_BIG", "SUM", "AVG", "MIN", "MAX", "STRING_AGG",
    };

    public static bool IsAggregate(string name) => Names.Contains(name);

    public static Scalar Translate(FunctionCall call, ExpressionTranslator translator)
    {
        string name = call.FunctionName.Value.ToUpperInvariant();
        if (!IsAggregate(name))
            throw new SqlErrorException(new SqlMessage(10753, 15, 3, $"The function '{call.FunctionName.Value}' must have an OVER clause."));
        string distinct = call.UniqueRowFilter == UniqueRowFilter.Distinct ? "DISTINCT " : "";
        if (name == "STRING_AGG")
            return StringAgg(call, translator);
        if (call.Parameters.Count != 1)
            throw SqlErrors.ArgumentCount(name.ToLowerInvariant(), 1);
        if (name is "COUNT" or "COUNT_BIG")
            return Count(name, call.Parameters[0], distinct, translator);

        Scalar value = translator.InsideAggregate(call.Parameters[0]);
        return Over(name, distinct, value);
    }

    /// <summary>The aggregate of a value, without its window.</summary>
    public static Scalar Over(string name, string distinct, Scalar value)
    {
        if (name is "MIN" or "MAX")
            return value.Type.Code is SqlTypeCode.Bit
                ? throw SqlErrors.InvalidOperand("bit", name.ToLowerInvariant())
                : new Scalar($"{name.ToLowerInvariant()}({value.Ordered})", value.Type);

        if (!TypeRules.IsNumber(value.Type) || value.Type.Code == SqlTypeCode.Bit)
            throw SqlErrors.InvalidOperand(TypeNames.Of(value.Type), name.ToLowerInvariant());
        bool isAverage = name == "AVG";
        TdsType type = SumType(value.Type, isAverage);
        if (TypeRules.IsExact(value.Type))
            return isAverage
                ? new Scalar(string.Create(CultureInfo.InvariantCulture, $"{Aggregates.Average}({distinct}{value.Sql}, {TypeRules.Facets(type).Scale})"), type)
                : new Scalar($"{Aggregates.Sum}({distinct}{value.Sql})", type);
        if (TypeRules.IsInteger(value.Type) && isAverage)
            return new Scalar($"(sum({distinct}{value.Sql}) / count({distinct}{value.Sql}))", type);
        return new Scalar($"{(isAverage ? "avg" : "sum")}({distinct}{value.Sql})", type);
    }

    private static Scalar Count(string name, ScalarExpression counted, string distinct, ExpressionTranslator translator)
    {
        TdsType type = name == "COUNT" ? TdsType.Int : TdsType.BigInt;
        if (counted is ColumnReferenceExpression { ColumnType: ColumnType.Wildcard })
            return translator.Clause is Clause.Where or Clause.GroupBy ? throw SqlErrors.AggregateInWhere() : new Scalar("count(*)", type) { Nullable = false };
        return new Scalar($"count({distinct}{translator.InsideAggregate(counted).Ordered})", type) { Nullable = false };
    }

    private static Scalar StringAgg(FunctionCall call, ExpressionTranslator translator)
    {
        if (translator.Translation.Session.Version.Major < StringAggSince)
            throw SqlErrors.UnknownFunction(call.FunctionName.Value);
        Scalar value = translator.InsideAggregate(call.Parameters[0]);
        value = TypeRules.IsText(value.Type) ? value : Coercion.To(value, TdsType.NVarChar(4000));
        Scalar separator = translator.Scalar(call.Parameters[1], TdsType.NVarChar(4000));
        string order = call.WithinGroupClause?.OrderByClause is { } by
            ? " ORDER BY " + string.Join(", ", by.OrderByElements.Select(element => translator.InsideAggregate(element.Expression).Ordered + (element.SortOrder == SortOrder.Descending ? " DESC" : "")))
            : "";
        TdsType type = new(TypeRules.IsUnicode(value.Type) ? SqlTypeCode.NVarChar : SqlTypeCode.VarChar, value.Type.Length < 0 ? -1 : TypeRules.IsUnicode(value.Type) ? 4000 : 8000);
        return new Scalar($"group_concat({value.Sql}, {separator.Sql}{order})", type);
    }

    private static TdsType SumType(TdsType type, bool isAverage) => type.Code switch
    {
        SqlTypeCode.TinyInt or SqlTypeCode.SmallInt or SqlTypeCode.Int => TdsType.Int,
        SqlTypeCode.Decimal => TdsType.Decimal(38, isAverage ? Math.Max(type.Scale, (byte)6) : type.Scale),
        SqlTypeCode.Money or SqlTypeCode.SmallMoney => new(SqlTypeCode.Money),
        SqlTypeCode.Real => TdsType.Float,
        _ => type,
    };
}
