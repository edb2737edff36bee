using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>The operators of numbers, text and dates.</summary>
internal static class Arithmetic
{
    public static Scalar Translate(BinaryExpressionType operation, Scalar left, Scalar right)
    {
        if (left.IsNull && right.IsNull)
            return Scalar.Null;
        left = left.IsNull ? left with { Type = right.Type } : left;
        right = right.IsNull ? right with { Type = left.Type } : right;

        return operation switch
        {
            BinaryExpressionType.Add when TypeRules.IsText(left.Type) && TypeRules.IsText(right.Type) => Concatenate(left, right),
            BinaryExpressionType.Add when TypeRules.IsBinary(left.Type) && TypeRules.IsBinary(right.Type) => throw SqlErrors.NotKnown("+ on binary values"),
            BinaryExpressionType.Add or BinaryExpressionType.Subtract when TypeRules.IsMoment(left.Type) || TypeRules.IsMoment(right.Type) =>
                Days(operation, left, right),
            BinaryExpressionType.BitwiseAnd => Bits("&", left, right),
            BinaryExpressionType.BitwiseOr => Bits("|", left, right),
            BinaryExpressionType.BitwiseXor => Xor(left, right),
            _ => Numbers(Sign(operation), Word(operation), left, right),
        };
    }

    public static Scalar Translate(UnaryExpressionType operation, Scalar value)
    {
        if (value.IsNull || operation == UnaryExpressionType.Positive)
            return value;
        if (operation == UnaryExpressionType.BitwiseNot)
            return TypeRules.IsInteger(value.Type)
                ? new Scalar(value.Type.Code switch { SqlTypeCode.Bit => $"(1 - {value.Sql})", SqlTypeCode.TinyInt => $"(255 - {value.Sql})", _ => $"(~{value.Sql})" }, value.Type)
                : throw SqlErrors.InvalidOperand(TypeNames.Of(value.Type), "'~'");
        if (!TypeRules.IsNumber(value.Type))
            throw SqlErrors.InvalidOperand(TypeNames.Of(value.Type), "minus");
        if (value.IsConstant)
            return value.Constant switch
            {
                int number => Scalar.Of(-number, value.Type),
                decimal number when number == 2147483648m && value.Type.Scale == 0 => Scalar.Of(int.MinValue, TdsType.Int),
                decimal number => Scalar.Of(-number, value.Type),
                double number => Scalar.Of(-number, value.Type),
                _ => value,
            };
        return TypeRules.IsExact(value.Type)
            ? Coercion.To(SqlFunctions.Call(OperatorFunctions.OnExact('-'), Coercion.To(Scalar.Of(0, TdsType.Int), value.Type), value), value.Type)
            : new Scalar($"(-{value.Sql})", value.Type);
    }

    private static Scalar Concatenate(Scalar left, Scalar right) =>
        new($"({left.Sql} || {right.Sql})", TypeRules.Concatenation(left.Type, right.Type)) { ExplicitCollation = left.ExplicitCollation ?? right.ExplicitCollation };

    private static Scalar Numbers(char sign, string word, Scalar left, Scalar right)
    {
        (left, right) = (AsNumber(left, right.Type, word), AsNumber(right, left.Type, word));
        TdsType type = TypeRules.Arithmetic(sign, left.Type, right.Type);
        if (TypeRules.IsExact(type))
            return SqlFunctions.Call(OperatorFunctions.OnExact(sign), left, right);
        if (TypeRules.IsInteger(type))
            return sign switch
            {
                '/' => SqlFunctions.Call(OperatorFunctions.DivideIntegers, left, right),
                '%' => SqlFunctions.Call(OperatorFunctions.RemainderOfIntegers, left, right),
                _ => new Scalar($"({left.Sql} {sign} {right.Sql})", type),
            };
        if (sign == '%')
            throw SqlErrors.OperatorClash(TypeNames.Of(left.Type), TypeNames.Of(right.Type), word);

        (left, right) = (Coercion.To(left, TdsType.Float), Coercion.To(right, TdsType.Float));
        return sign == '/' ? SqlFunctions.Call(OperatorFunctions.DivideFloats, left, right) : new Scalar($"({left.Sql} {sign} {right.Sql})", TdsType.Float);
    }

    // Text beside a number is read as that number; text beside text is no arithmetic.
    private static Scalar AsNumber(Scalar value, TdsType other, string word)
    {
        if (TypeRules.IsNumber(value.Type))
            return value;
        if (TypeRules.IsText(value.Type) && TypeRules.IsNumber(other))
            return Coercion.To(value, other);
        if (TypeRules.IsText(value.Type) && TypeRules.IsText(other))
            throw SqlErrors.InvalidOperand(TypeNames.Of(value.Type), word);
        if (TypeRules.IsBinary(value.Type) && TypeRules.IsInteger(other))
            return Coercion.To(value, other);
        throw SqlErrors.TypeClash(TypeNames.Of(value.Type), TypeNames.Of(other));
    }

    private static Scalar Days(BinaryExpressionType operation, Scalar left, Scalar right)
    {
        if (left.Type.Code is SqlTypeCode.Date or SqlTypeCode.DateTime2 or SqlTypeCode.Time or SqlTypeCode.DateTimeOffset && !TypeRules.IsMoment(right.Type))
            throw SqlErrors.TypeClash(TypeNames.Of(right.Type), TypeNames.Of(left.Type));
        string name = operation == BinaryExpressionType.Add ? OperatorFunctions.AddDays : OperatorFunctions.SubtractDays;
        return SqlFunctions.Call(name, Coercion.To(left, TdsType.DateTime), Coercion.To(right, TdsType.DateTime));
    }

    private static Scalar Bits(string sign, Scalar left, Scalar right)
    {
        TdsType type = BitType(left, right);
        return new Scalar($"({Coercion.To(left, type).Sql} {sign} {Coercion.To(right, type).Sql})", type);
    }

    // SQLite has no exclusive or: what either has, without what both have.
    private static Scalar Xor(Scalar left, Scalar right)
    {
        TdsType type = BitType(left, right);
        (string a, string b) = (Coercion.To(left, type).Sql, Coercion.To(right, type).Sql);
        return new Scalar($"(({a} | {b}) - ({a} & {b}))", type);
    }

    private static TdsType BitType(Scalar left, Scalar right) => TypeRules.IsInteger(left.Type) || TypeRules.IsInteger(right.Type)
        ? TypeRules.Common(TypeRules.IsBinary(left.Type) ? TdsType.Int : left.Type, TypeRules.IsBinary(right.Type) ? TdsType.Int : right.Type)
        : throw SqlErrors.OperatorClash(TypeNames.Of(left.Type), TypeNames.Of(right.Type), "'&'");

    private static char Sign(BinaryExpressionType operation) => operation switch
    {
        BinaryExpressionType.Add => '+',
        BinaryExpressionType.Subtract => '-',
        BinaryExpressionType.Multiply => '*',
        BinaryExpressionType.Divide => '/',
        _ => '%',
    };

    private static string Word(BinaryExpressionType operation) => operation switch
    {
        BinaryExpressionType.Divide => "divide",
        BinaryExpressionType.Modulo => "modulo",
        _ => operation.ToString().ToLowerInvariant(),
    };
}
