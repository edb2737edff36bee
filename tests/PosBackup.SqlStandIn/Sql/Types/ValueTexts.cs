using System.Globalization;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>A value as the text that CONVERT(varchar, ...) gives.</summary>
internal static class ValueTexts
{
    public static string Of(object value, TdsType from, int style) => value switch
    {
        string text => text,
        bool bit => bit ? "1" : "0",
        Guid guid => guid.ToString("D").ToUpperInvariant(),
        byte[] bytes => OfBytes(bytes, style),
        decimal number when from.Code is SqlTypeCode.Money or SqlTypeCode.SmallMoney => OfMoney(number, style),
        decimal number => SqliteValues.NumberText(number, from.Code == SqlTypeCode.Decimal ? from.Scale : number.Scale),
        double number => OfFloat(number, style),
        float number => OfFloat(number, style),
        DateTime moment => MomentTexts.Format(moment, from, style) ?? throw SqlErrors.InvalidStyle(style, TypeNames.Of(from)),
        TimeSpan time => MomentTexts.Format(new DateTime(1900, 1, 1).Add(time), from, style) ?? throw SqlErrors.InvalidStyle(style, TypeNames.Of(from)),
        DateTimeOffset moment => OfOffset(moment, from, style),
        IFormattable other => other.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string OfOffset(DateTimeOffset moment, TdsType from, int style)
    {
        TdsType plain = new(SqlTypeCode.DateTime2, Scale: from.Scale);
        if (style == 127)
            return MomentTexts.Format(moment.UtcDateTime, plain, 126) + "Z";
        string text = MomentTexts.Format(moment.DateTime, plain, style) ?? throw SqlErrors.InvalidStyle(style, TypeNames.Of(from));
        string sign = moment.Offset < TimeSpan.Zero ? "-" : "+";
        string offset = string.Create(CultureInfo.InvariantCulture, $"{sign}{moment.Offset:hh\\:mm}");
        return style is 0 or 20 or 21 or 25 or 120 or 121 ? $"{text} {offset}" : style == 126 ? text + offset : text;
    }

    private static string OfBytes(byte[] bytes, int style) => style switch
    {
        1 => "0x" + Convert.ToHexString(bytes),
        2 => Convert.ToHexString(bytes),
        _ => System.Text.Encoding.Latin1.GetString(bytes),
    };

    private static string OfMoney(decimal number, int style) => number.ToString(style switch { 1 => "#,##0.00", 2 => "0.0000", _ => "0.00" }, CultureInfo.InvariantCulture);

    // Style 0 keeps six digits; beyond a million or below 1e-4 the exponent has three.
    private static string OfFloat(double number, int style)
    {
        int digits = style switch { 1 => 8, 2 => 16, 3 => 17, _ => 6 };
        if (style is 1 or 2 || (number != 0 && (Math.Abs(number) >= 1e6 || Math.Abs(number) < 1e-4)))
        {
            string mantissa = style is 1 or 2 ? "0." + new string('0', digits - 1) : "0." + new string('#', digits - 1);
            return number.ToString(mantissa + "e+000", CultureInfo.InvariantCulture);
        }

        return number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
