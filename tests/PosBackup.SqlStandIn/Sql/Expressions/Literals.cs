using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>Literals: their CLR values and types.</summary>
internal static class Literals
{
    public static Scalar Translate(Literal literal) => literal is NullLiteral ? Scalar.Null : Value(literal) is var (value, type) ? Scalar.Of(value, type) : Scalar.Null;

    /// <summary>Value and type of a literal other than NULL.</summary>
    public static (object Value, TdsType Type) Value(Literal literal) => literal switch
    {
        IntegerLiteral number => Integer(number.Value),
        NumericLiteral number => Exact(number.Value),
        RealLiteral number => (double.Parse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture), TdsType.Float),
        MoneyLiteral money => (decimal.Parse(money.Value.TrimStart('$', '£', '€', '¥').Replace(",", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture), new TdsType(SqlTypeCode.Money)),
        StringLiteral { IsNational: true } text => (text.Value, TdsType.NVarChar(Length(text.Value, 4000))),
        StringLiteral text => (text.Value, new TdsType(SqlTypeCode.VarChar, Length(text.Value, 8000))),
        IdentifierLiteral name => (name.Value, TdsType.NVarChar(Length(name.Value, 4000))),
        BinaryLiteral bytes => Binary(bytes.Value),
        _ => throw SqlErrors.NotKnown($"{literal.LiteralType} literals here"),
    };

    private static (object, TdsType) Integer(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? (number, TdsType.Int)
        : Exact(digits);

    private static (object, TdsType) Exact(string digits)
    {
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int scale = point < 0 ? 0 : digits.Length - point - 1;
        int precision = Math.Max(digits.TrimStart('0').Replace(".", "", StringComparison.Ordinal).Length, scale);
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && precision <= 38
            ? (number, TdsType.Decimal((byte)Math.Max(precision, 1), (byte)scale))
            : throw new SqlErrorException(new SqlMessage(1007, 15, 1, $"The number '{digits}' is out of the range for numeric representation (maximum precision 38)."));
    }

    private static (object, TdsType) Binary(string text)
    {
        string digits = text.Length > 2 ? text[2..].Replace("\\\r\n", "", StringComparison.Ordinal).Replace("\\\n", "", StringComparison.Ordinal) : "";
        byte[] bytes = Convert.FromHexString(digits.Length % 2 == 0 ? digits : "0" + digits);
        return (bytes, TdsType.VarBinary(Math.Max(bytes.Length, 1)));
    }

    private static int Length(string text, int most) => text.Length > most ? -1 : Math.Max(text.Length, 1);
}
