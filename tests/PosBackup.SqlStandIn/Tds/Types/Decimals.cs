using System.Data.SqlTypes;
using System.Numerics;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>decimal and numeric: a sign byte (1 = not negative) and the digits as a little-endian integer of 4, 8, 12 or 16 bytes.</summary>
internal static class Decimals
{
    public const int LargestPrecision = 38;

    /// <summary>Bytes of a value of a precision, sign included.</summary>
    public static byte LengthOf(int precision) => precision switch
    {
        <= 9 => 5,
        <= 19 => 9,
        <= 28 => 13,
        _ => 17,
    };

    /// <summary>Sign and digits of a decimal or SqlDecimal, scaled to the column; the caller has written the length.</summary>
    public static void Write(WireWriter writer, object value, int precision, int scale)
    {
        (BigInteger digits, int digitsScale) = Split(value);
        BigInteger scaled = Rescale(digits, digitsScale, scale);
        BigInteger magnitude = BigInteger.Abs(scaled);
        if (magnitude >= BigInteger.Pow(10, precision))
            throw new InvalidOperationException($"{value} does not fit into decimal({precision},{scale}).");

        writer.Byte(scaled.Sign < 0 ? (byte)0 : (byte)1);
        Span<byte> bytes = writer.Reserve(LengthOf(precision) - 1);
        bytes.Clear();
        magnitude.TryWriteBytes(bytes, out _, isUnsigned: true);
    }

    /// <summary>A decimal, or a SqlDecimal when a decimal cannot hold it.</summary>
    public static object Read(ReadOnlySpan<byte> signAndDigits, byte precision, byte scale)
    {
        var digits = new BigInteger(signAndDigits[1..], isUnsigned: true);
        if (digits >= BigInteger.Pow(10, LargestPrecision))
            throw new TdsProtocolException("A decimal of more than 38 digits.");

        bool positive = signAndDigits[0] != 0;
        if (scale <= 28 && digits < BigInteger.Pow(2, 96))
            return new decimal((int)Word(digits, 0), (int)Word(digits, 1), (int)Word(digits, 2), !positive, scale);

        return new SqlDecimal(
            precision, scale, positive, (int)Word(digits, 0), (int)Word(digits, 1), (int)Word(digits, 2), (int)Word(digits, 3));
    }

    /// <summary>Digits and scale of a value as it stands, for a variant that brings its own facets.</summary>
    public static (byte Precision, byte Scale) FacetsOf(object value)
    {
        (BigInteger digits, int scale) = Split(value);
        int precision = Math.Max(BigInteger.Abs(digits).ToString(provider: null).Length, Math.Max(scale, 1));
        return ((byte)precision, (byte)scale);
    }

    private static (BigInteger Digits, int Scale) Split(object value)
    {
        if (value is SqlDecimal big)
        {
            int[] words = big.Data;
            BigInteger digits = 0;
            for (int i = words.Length - 1; i >= 0; i--)
                digits = (digits << 32) | (uint)words[i];
            return (big.IsPositive ? digits : -digits, big.Scale);
        }

        decimal number = (decimal)value;
        int[] bits = decimal.GetBits(number);
        BigInteger mantissa = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return (decimal.IsNegative(number) ? -mantissa : mantissa, number.Scale);
    }

    /// <summary>Rounds half away from zero, as SQL Server does.</summary>
    private static BigInteger Rescale(BigInteger digits, int from, int to)
    {
        if (to >= from)
            return digits * BigInteger.Pow(10, to - from);

        BigInteger divisor = BigInteger.Pow(10, from - to);
        BigInteger half = divisor / 2;
        return (digits + (digits.Sign < 0 ? -half : half)) / divisor;
    }

    private static uint Word(BigInteger digits, int index) => (uint)((digits >> (32 * index)) & uint.MaxValue);
}
