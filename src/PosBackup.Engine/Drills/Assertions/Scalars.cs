using System.Globalization;
using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>Single JSON values, exactly as written or not at all.</summary>
internal static class Scalars
{
    /// <summary>Digits before and behind the point that a decimal holds whatever they are.</summary>
    private const int Digits = 28;

    private static readonly string[] LocalForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    /// <summary>The value; null when it is none that could be compared exactly. Dates stay texts: what the query finds decides.</summary>
    public static AssertionValue? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => new NullValue(),
        JsonValueKind.True => new BooleanValue(true),
        JsonValueKind.False => new BooleanValue(false),
        JsonValueKind.Number => Number(value),
        JsonValueKind.String when JsonText.Of(value) is { } text => new TextValue(text),
        _ => null,
    };

    /// <summary>A date or a time in ISO 8601, with an offset, Z or neither; null when the text is none.</summary>
    public static MomentValue? Moment(string text)
    {
        string full = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        int time = full.AsSpan().IndexOfAny('T', ' ');
        int sign = time < 0 ? -1 : full.AsSpan(time).IndexOfAny('+', '-');
        string local = sign < 0 ? full : full[..(time + sign)];
        if (!DateTime.TryParseExact(local, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime wall))
            return null;
        if (sign < 0)
            return new MomentValue(new ServerTime(wall, Offset: null));

        // The offset is read by the one reader of such times that we have.
        return ServerTime.TryParse(new ServerTime(wall, Offset: null) + full[(time + sign)..], out ServerTime moment) ? new MomentValue(moment) : null;
    }

    private static NumberValue? Number(JsonElement value)
    {
        ReadOnlySpan<char> text = value.GetRawText().AsSpan();
        int e = text.IndexOfAny('e', 'E');
        int exponent = 0;
        if (e >= 0 && (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > Digits))
            return null;

        ReadOnlySpan<char> mantissa = (e < 0 ? text : text[..e]).TrimStart('-');
        int point = mantissa.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? mantissa : mantissa[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : mantissa[(point + 1)..].TrimEnd('0');
        bool isExact = Math.Max(0, whole.TrimStart('0').Length + exponent) + Math.Max(0, fraction.Length - exponent) <= Digits;
        return isExact && value.TryGetDecimal(out decimal number) ? new NumberValue(number) : null;
    }
}
