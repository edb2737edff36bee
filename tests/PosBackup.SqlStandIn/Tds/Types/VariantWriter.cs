using System.Data.SqlTypes;
using System.Text;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>sql_variant: each value brings its own type. <code>length:4 type:1 facets:1 { facet }* value</code></summary>
internal static class VariantWriter
{
    private const int LongestValue = 8000;
    private const byte FinestScale = 7;

    public static void Write(WireWriter writer, object value, TdsCollation collation)
    {
        var body = new WireWriter();
        WriteBody(body, value, collation);
        writer.Int32(body.Length);
        writer.Bytes(body.Written.Span);
    }

    private static void WriteBody(WireWriter body, object value, TdsCollation collation)
    {
        switch (value)
        {
            case string text:
                byte[] characters = Encoding.Unicode.GetBytes(text);
                Begin(body, WireType.NVarChar, facets: 7);
                collation.Write(body);
                body.UInt16(LongestValue);
                body.Bytes(Fitting(characters));
                break;
            case byte[] bytes:
                Begin(body, WireType.VarBinary, facets: 2);
                body.UInt16(LongestValue);
                body.Bytes(Fitting(bytes));
                break;
            case decimal or SqlDecimal:
                (byte precision, byte scale) = Decimals.FacetsOf(value);
                Begin(body, WireType.NumericN, facets: 2);
                body.Byte(precision);
                body.Byte(scale);

                // However few the digits, sixteen bytes of them.
                Decimals.Write(body, value, Decimals.LargestPrecision, scale);
                break;
            case TimeSpan time:
                Begin(body, WireType.Time, facets: 1);
                body.Byte(FinestScale);
                Moments.WriteTime(body, time, FinestScale);
                break;
            case DateTimeOffset moment:
                Begin(body, WireType.DateTimeOffset, facets: 1);
                body.Byte(FinestScale);
                Moments.WriteDateTimeOffset(body, moment, FinestScale);
                break;
            default:
                WriteFixed(body, value, collation);
                break;
        }
    }

    private static void WriteFixed(WireWriter body, object value, TdsCollation collation)
    {
        if (value is Guid guid)
        {
            Begin(body, WireType.Guid, facets: 0);
            body.Bytes(guid.ToByteArray());
            return;
        }

        SqlTypeCode code = value switch
        {
            bool => SqlTypeCode.Bit,
            byte => SqlTypeCode.TinyInt,
            short => SqlTypeCode.SmallInt,
            int => SqlTypeCode.Int,
            long => SqlTypeCode.BigInt,
            float => SqlTypeCode.Real,
            double => SqlTypeCode.Float,
            DateTime => SqlTypeCode.DateTime,
            _ => throw new InvalidOperationException($"A sql_variant cannot hold a {value.GetType().Name}."),
        };
        Begin(body, TypeInfoWriter.FixedType(code)!.Value, facets: 0);
        ValueWriter.Write(body, new TdsType(code), nullable: false, value, collation);
    }

    private static void Begin(WireWriter body, WireType type, byte facets)
    {
        body.Byte((byte)type);
        body.Byte(facets);
    }

    private static byte[] Fitting(byte[] value) =>
        value.Length <= LongestValue ? value : throw new InvalidOperationException($"A sql_variant of {value.Length} bytes; {LongestValue} fit.");
}
