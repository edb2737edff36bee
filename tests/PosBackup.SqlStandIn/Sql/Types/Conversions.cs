using System.Globalization;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>CAST and CONVERT: a CLR value of one type as the CLR value of another, with SQL Server's errors when it does not fit.</summary>
internal static class Conversions
{
    private static readonly DateTime Epoch = new(1900, 1, 1);

    /// <summary>Converts; null stays null.</summary>
    public static object? Convert(object? value, TdsType from, TdsType to, int style = 0, DateOrder order = DateOrder.Mdy)
    {
        if (value is null or DBNull)
            return null;
        if (from.Code == SqlTypeCode.SqlVariant)
            from = Variants.BaseType(value);
        Forbid(from, to);

        return to.Code switch
        {
            SqlTypeCode.Bit => ToBit(value, from),
            SqlTypeCode.TinyInt => (byte)ToInteger(value, from, to, byte.MinValue, byte.MaxValue),
            SqlTypeCode.SmallInt => (short)ToInteger(value, from, to, short.MinValue, short.MaxValue),
            SqlTypeCode.Int => (int)ToInteger(value, from, to, int.MinValue, int.MaxValue),
            SqlTypeCode.BigInt => ToInteger(value, from, to, long.MinValue, long.MaxValue),
            SqlTypeCode.Decimal => ToDecimal(value, from, to, to.Precision, to.Scale),
            SqlTypeCode.Money => ToMoney(value, from, to, 922337203685477.5807m),
            SqlTypeCode.SmallMoney => ToMoney(value, from, to, 214748.3647m),
            SqlTypeCode.Float => ToFloat(value, from, to),
            SqlTypeCode.Real => (float)ToFloat(value, from, to),
            SqlTypeCode.DateTime or SqlTypeCode.SmallDateTime or SqlTypeCode.DateTime2 => ToMoment(value, from, to, order).DateTime,
            SqlTypeCode.Date => ToMoment(value, from, to, order).Date,
            SqlTypeCode.Time => ToMoment(value, from, to, order).TimeOfDay,
            SqlTypeCode.DateTimeOffset => ToMoment(value, from, to, order),
            SqlTypeCode.UniqueIdentifier => ToGuid(value),
            SqlTypeCode.Binary or SqlTypeCode.VarBinary or SqlTypeCode.Image => ToBinary(value, from, to, style),
            SqlTypeCode.SqlVariant => value,
            _ => ToText(value, from, to, style),
        };
    }

    private static void Forbid(TdsType from, TdsType to)
    {
        bool fits = from.Code switch
        {
            SqlTypeCode.UniqueIdentifier => to.Code is SqlTypeCode.UniqueIdentifier or SqlTypeCode.SqlVariant || TypeRules.IsText(to) || TypeRules.IsBinary(to),
            SqlTypeCode.Date or SqlTypeCode.DateTime2 or SqlTypeCode.Time or SqlTypeCode.DateTimeOffset => !TypeRules.IsNumber(to),
            _ when to.Code == SqlTypeCode.UniqueIdentifier => TypeRules.IsText(from) || TypeRules.IsBinary(from) || from.Code == SqlTypeCode.SqlVariant,
            _ when to.Code is SqlTypeCode.Date or SqlTypeCode.DateTime2 or SqlTypeCode.Time or SqlTypeCode.DateTimeOffset => !TypeRules.IsNumber(from),
            _ => true,
        };
        if (!fits)
            throw SqlErrors.ExplicitConversion(TypeNames.Of(from), TypeNames.Of(to));
    }

    private static bool ToBit(object value, TdsType from)
    {
        if (value is not string text)
            return ToDecimalOf(value, from, TdsType.Bit) != 0;
        text = text.Trim();
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;
        if (text.Length == 0 || text.Equals("false", StringComparison.OrdinalIgnoreCase))
            return false;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number != 0
            : throw SqlErrors.ConversionFailed(TypeNames.Of(from), text, "bit");
    }

    private static long ToInteger(object value, TdsType from, TdsType to, long least, long most)
    {
        decimal number;
        if (value is string text)
        {
            text = text.Trim();
            if (text.Length == 0)
                return 0;
            if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
                throw to.Code == SqlTypeCode.BigInt
                    ? SqlErrors.NumberConversion(TypeNames.Of(from), "bigint")
                    : SqlErrors.ConversionFailed(TypeNames.Of(from), text, TypeNames.Of(to));
        }
        else if (value is byte[] bytes)
        {
            number = bytes.TakeLast(8).Aggregate(0L, (sum, next) => (sum << 8) | next);
        }
        else
        {
            // Money and dates round, every other number is cut.
            bool rounds = TypeRules.IsMoment(from) || from.Code is SqlTypeCode.Money or SqlTypeCode.SmallMoney;
            number = ToDecimalOf(value, from, to);
            number = rounds ? Math.Round(number, MidpointRounding.AwayFromZero) : decimal.Truncate(number);
        }

        if (number >= least && number <= most)
            return (long)number;
        throw to.Code is SqlTypeCode.TinyInt or SqlTypeCode.SmallInt && TypeRules.IsInteger(from)
            ? SqlErrors.SmallOverflow(TypeNames.Of(to), number)
            : SqlErrors.Overflow(TypeNames.Of(to));
    }

    private static decimal ToDecimal(object value, TdsType from, TdsType to, byte precision, byte scale)
    {
        decimal number = Math.Round(ToDecimalOf(value, from, to), Math.Min((int)scale, 28), MidpointRounding.AwayFromZero);
        int whole = precision - scale;
        if (whole < 29 && Math.Abs(decimal.Truncate(number)) >= Power(whole))
            throw SqlErrors.OverflowFrom(TypeNames.Of(from), "numeric");
        return number;
    }

    private static decimal ToMoney(object value, TdsType from, TdsType to, decimal most)
    {
        decimal number;
        if (value is string text)
        {
            text = text.Trim().TrimStart('$');
            if (text.Length == 0)
                return 0;
            if (!decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out number))
                throw SqlErrors.MoneyConversion();
        }
        else
        {
            number = ToDecimalOf(value, from, to);
        }

        number = Math.Round(number, 4, MidpointRounding.AwayFromZero);
        return Math.Abs(number) <= most ? number : throw SqlErrors.Overflow(TypeNames.Of(to));
    }

    /// <summary>Any number (or text of one) as a decimal, before it is fitted into its type.</summary>
    private static decimal ToDecimalOf(object value, TdsType from, TdsType to)
    {
        switch (value)
        {
            case string text when decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number):
                return number;
            case string:
                throw SqlErrors.NumberConversion(TypeNames.Of(from), TypeNames.Of(to));
            case bool bit:
                return bit ? 1 : 0;
            case double or float:
                double floating = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
                return Math.Abs(floating) < 7.9e28 ? (decimal)floating : throw SqlErrors.OverflowFrom(TypeNames.Of(from), TypeNames.Of(to));
            case byte[] bytes:
                return bytes.TakeLast(8).Aggregate(0L, (sum, next) => (sum << 8) | next);
            case DateTime moment:
                return (decimal)(moment - Epoch).TotalDays;
            default:
                return System.Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        }
    }

    private static double ToFloat(object value, TdsType from, TdsType to) => value switch
    {
        string text when text.Trim().Length == 0 => 0,
        string text => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw SqlErrors.NumberConversion(TypeNames.Of(from), TypeNames.Of(to)),
        DateTime moment => (moment - Epoch).TotalDays,
        bool bit => bit ? 1 : 0,
        byte[] => throw SqlErrors.ExplicitConversion(TypeNames.Of(from), TypeNames.Of(to)),
        _ => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    private static DateTimeOffset ToMoment(object value, TdsType from, TdsType to, DateOrder order)
    {
        DateTimeOffset moment = value switch
        {
            DateTimeOffset offset => offset,
            DateTime plain => new DateTimeOffset(DateTime.SpecifyKind(plain, DateTimeKind.Unspecified), TimeSpan.Zero),
            TimeSpan time => new DateTimeOffset(Epoch + time, TimeSpan.Zero),
            string text => ParseMoment(text, from, to, order),
            byte[] => throw SqlErrors.ExplicitConversion(TypeNames.Of(from), TypeNames.Of(to)),
            _ => new DateTimeOffset(FromDays(ToFloat(value, from, to), to), TimeSpan.Zero),
        };
        int leastYear = to.Code switch { SqlTypeCode.DateTime => 1753, SqlTypeCode.SmallDateTime => 1900, _ => 1 };
        int mostYear = to.Code == SqlTypeCode.SmallDateTime ? 2079 : 9999;
        return moment.Year >= leastYear && moment.Year <= mostYear ? moment : throw SqlErrors.DateOutOfRange(TypeNames.Of(from), TypeNames.Of(to));
    }

    private static DateTimeOffset ParseMoment(string text, TdsType from, TdsType to, DateOrder order)
    {
        bool isoAlwaysYmd = to.Code is not (SqlTypeCode.DateTime or SqlTypeCode.SmallDateTime);
        if (!MomentTexts.TryParse(text, order, isoAlwaysYmd, out DateTimeOffset? moment))
            throw SqlErrors.DateConversion();
        return moment ?? throw (isoAlwaysYmd ? SqlErrors.DateConversion() : SqlErrors.DateOutOfRange(TypeNames.Of(from), TypeNames.Of(to)));
    }

    private static DateTime FromDays(double days, TdsType to) =>
        days is > -53690 and < 2958464 ? Epoch.AddDays(days) : throw SqlErrors.Overflow(TypeNames.Of(to));

    private static Guid ToGuid(object value) => value switch
    {
        Guid guid => guid,
        string text when Guid.TryParseExact(text.Trim().Trim('{', '}') is { Length: >= 36 } whole ? whole[..36] : "", "D", out Guid guid) => guid,
        byte[] { Length: 16 } bytes => new Guid(bytes),
        _ => throw SqlErrors.GuidConversion(),
    };

    private static byte[] ToBinary(object value, TdsType from, TdsType to, int style)
    {
        byte[] bytes = value switch
        {
            byte[] same => same,
            string text when style is 1 or 2 => System.Convert.FromHexString(style == 1 && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text),
            string text => TypeRules.IsUnicode(from) ? System.Text.Encoding.Unicode.GetBytes(text) : System.Text.Encoding.Latin1.GetBytes(text),
            Guid guid => guid.ToByteArray(),
            long number => [.. BitConverter.GetBytes(number).Reverse()],
            int number => [.. BitConverter.GetBytes(number).Reverse()],
            short number => [.. BitConverter.GetBytes(number).Reverse()],
            byte number => [number],
            bool bit => [bit ? (byte)1 : (byte)0],
            _ => throw SqlErrors.ExplicitConversion(TypeNames.Of(from), TypeNames.Of(to)),
        };
        if (to.Length <= 0 || to.Code == SqlTypeCode.Image)
            return bytes;
        bool isNumber = TypeRules.IsInteger(from);
        if (bytes.Length > to.Length)
            return isNumber ? bytes[^to.Length..] : bytes[..to.Length];
        if (to.Code == SqlTypeCode.VarBinary || bytes.Length == to.Length)
            return bytes;
        byte[] padded = new byte[to.Length];
        bytes.CopyTo(padded, isNumber ? to.Length - bytes.Length : 0);
        return padded;
    }

    private static string ToText(object value, TdsType from, TdsType to, int style)
    {
        string text = value is byte[] bytes && style is not (1 or 2) && TypeRules.IsUnicode(to)
            ? System.Text.Encoding.Unicode.GetString(bytes)
            : ValueTexts.Of(value, from, style);
        int most = to.Code is SqlTypeCode.Text or SqlTypeCode.NText or SqlTypeCode.Xml ? -1 : to.Length;
        if (most >= 0 && text.Length > most)
        {
            if (TypeRules.IsInteger(from) && !TypeRules.IsUnicode(to))
                return "*";
            if (TypeRules.IsNumber(from))
                throw SqlErrors.OverflowFrom(TypeNames.Of(from), TypeNames.Of(to));
            if (from.Code == SqlTypeCode.UniqueIdentifier)
                throw new SqlErrorException(new SqlMessage(8170, 16, 2, "Insufficient result space to convert uniqueidentifier value to char."));
            text = text[..most];
        }

        return to.Code is SqlTypeCode.Char or SqlTypeCode.NChar ? text.PadRight(to.Length) : text;
    }

    private static decimal Power(int exponent)
    {
        decimal power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
