using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>Brings an expression to a type: by nothing where the stored form is the same, else by a conversion when the statement runs.</summary>
internal static class Coercion
{
    public static Scalar To(Scalar value, TdsType type, int style = 0)
    {
        if (value.IsNull)
            return value with { Type = type };
        if (IsStoredAlike(value.Type, type))
            return value with { Type = type };
        if (value.IsConstant && !DependsOnSession(value.Type, type))
            return Scalar.Of(Conversions.Convert(value.Constant, value.Type, type, style), type);

        string sql = (TypeRules.IsInteger(value.Type), type.Code) switch
        {
            (true, SqlTypeCode.Float) => $"CAST({value.Sql} AS REAL)",
            (true, SqlTypeCode.Decimal) when HoldsAll(value.Type, type) => $"CAST({value.Sql} AS TEXT)",
            (true, SqlTypeCode.Money) when value.Type.Code != SqlTypeCode.BigInt => $"CAST({value.Sql} AS TEXT)",
            _ => Call(CastFunction.KeyFor(value.Type, type, style), value.Sql),
        };
        return new Scalar(sql, type) { Nullable = value.Nullable, ExplicitCollation = TypeRules.IsText(type) ? value.ExplicitCollation : null };
    }

    /// <summary>As <see cref="To"/>, but NULL where the value does not fit.</summary>
    public static Scalar TryTo(Scalar value, TdsType type, int style) => value.IsNull
        ? value with { Type = type }
        : new Scalar(Call(CastFunction.TryKeyFor(value.Type, type, style), value.Sql), type);

    /// <summary>Two expressions in their common type.</summary>
    public static (Scalar Left, Scalar Right) Common(Scalar left, Scalar right)
    {
        TdsType type = left.IsNull ? right.Type : right.IsNull ? left.Type : TypeRules.Common(left.Type, right.Type);
        return (ToComparable(left, type), ToComparable(right, type));
    }

    // Lengths do not matter to a comparison; only the kind of the value does.
    private static Scalar ToComparable(Scalar value, TdsType type) => TypeRules.IsText(value.Type) && TypeRules.IsText(type) ? value : To(value, type);

    private static string Call(string key, string argument) => $"{SqlFunctions.PureName}({SqlText.Quoted(key)}, {argument})";

    private static bool IsStoredAlike(TdsType from, TdsType to)
    {
        if (from == to)
            return true;
        if (TypeRules.IsText(from) && TypeRules.IsText(to))
            return to.Code is SqlTypeCode.Text or SqlTypeCode.NText or SqlTypeCode.Xml
                || (to.Code is SqlTypeCode.VarChar or SqlTypeCode.NVarChar && (to.Length < 0 || (from.Length > 0 && from.Length <= to.Length)));
        if (TypeRules.IsBinary(from) && TypeRules.IsBinary(to))
            return to.Code == SqlTypeCode.Image || (to.Code == SqlTypeCode.VarBinary && (to.Length < 0 || (from.Length > 0 && from.Length <= to.Length)));
        if (TypeRules.IsInteger(from) && TypeRules.IsInteger(to))
            return to.Code != SqlTypeCode.Bit && to.Code > from.Code;
        if (TypeRules.IsExact(from) && TypeRules.IsExact(to))
            return to.Code == SqlTypeCode.Decimal && HoldsAll(from, to);

        return (from.Code, to.Code) switch
        {
            (SqlTypeCode.Real, SqlTypeCode.Float) => true,
            (SqlTypeCode.SmallDateTime, SqlTypeCode.DateTime or SqlTypeCode.DateTime2) => true,
            (SqlTypeCode.DateTime, SqlTypeCode.DateTime2) => to.Scale >= 3,
            (SqlTypeCode.DateTime2, SqlTypeCode.DateTime2) => to.Scale >= from.Scale,
            (SqlTypeCode.Int or SqlTypeCode.NVarChar or SqlTypeCode.Float, SqlTypeCode.SqlVariant) => true,
            _ => false,
        };
    }

    private static bool HoldsAll(TdsType from, TdsType to)
    {
        (int precision, int scale) = TypeRules.Facets(from);
        return to.Scale >= scale && to.Precision - to.Scale >= precision - scale;
    }

    // Text is read as a date by the session's DATEFORMAT: that is known when the statement runs.
    private static bool DependsOnSession(TdsType from, TdsType to) =>
        TypeRules.IsText(from) && to.Code is SqlTypeCode.DateTime or SqlTypeCode.SmallDateTime;
}
