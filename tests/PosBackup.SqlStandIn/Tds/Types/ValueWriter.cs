using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>Writes a value as the TYPE_INFO of its column says.</summary>
internal static class ValueWriter
{
    private const byte NoBytes = 0;
    private const ushort NullLength = 0xFFFF;

    /// <exception cref="InvalidOperationException">The value is not of the column's CLR type, too long, or null where null cannot be: a bug of the session.</exception>
    public static void Write(WireWriter writer, TdsType type, bool nullable, object? value, TdsCollation collation)
    {
        if (value is null)
            WriteNull(writer, type, nullable);
        else if (TypeInfoWriter.FixedType(type.Code) is not null || type.Code == SqlTypeCode.UniqueIdentifier)
            WriteFixed(writer, type.Code, nullable, value);
        else
            WriteVarying(writer, type, value, collation);
    }

    private static void WriteNull(WireWriter writer, TdsType type, bool nullable)
    {
        if (!nullable)
            throw new InvalidOperationException($"NULL in a {type.Code} column that was announced as NOT NULL.");

        switch (type.Code)
        {
            case SqlTypeCode.Char or SqlTypeCode.VarChar or SqlTypeCode.NChar or SqlTypeCode.NVarChar or SqlTypeCode.Binary or SqlTypeCode.VarBinary
                when type.Length != -1:
                writer.UInt16(NullLength);
                break;
            case SqlTypeCode.VarChar or SqlTypeCode.NVarChar or SqlTypeCode.VarBinary or SqlTypeCode.Xml:
                LongValues.WriteNull(writer);
                break;
            case SqlTypeCode.SqlVariant:
                writer.Int32(0);
                break;
            default:
                writer.Byte(NoBytes);
                break;
        }
    }

    private static void WriteFixed(WireWriter writer, SqlTypeCode code, bool nullable, object value)
    {
        if (nullable || code == SqlTypeCode.UniqueIdentifier)
            writer.Byte(TypeInfoWriter.FixedLength(code));

        switch (code)
        {
            case SqlTypeCode.Bit:
                writer.Byte(As<bool>(value) ? (byte)1 : (byte)0);
                break;
            case SqlTypeCode.TinyInt:
                writer.Byte(As<byte>(value));
                break;
            case SqlTypeCode.SmallInt:
                writer.Int16(As<short>(value));
                break;
            case SqlTypeCode.Int:
                writer.Int32(As<int>(value));
                break;
            case SqlTypeCode.BigInt:
                writer.Int64(As<long>(value));
                break;
            case SqlTypeCode.Float:
                writer.Int64(BitConverter.DoubleToInt64Bits(As<double>(value)));
                break;
            case SqlTypeCode.Real:
                writer.Int32(BitConverter.SingleToInt32Bits(As<float>(value)));
                break;
            case SqlTypeCode.Money:
                long units = TenThousandths(As<decimal>(value));
                writer.Int32((int)(units >> 32));
                writer.UInt32((uint)units);
                break;
            case SqlTypeCode.SmallMoney:
                writer.Int32(checked((int)TenThousandths(As<decimal>(value))));
                break;
            case SqlTypeCode.DateTime:
                Moments.WriteDateTime(writer, As<DateTime>(value));
                break;
            case SqlTypeCode.SmallDateTime:
                Moments.WriteSmallDateTime(writer, As<DateTime>(value));
                break;
            case SqlTypeCode.UniqueIdentifier:
                writer.Bytes(As<Guid>(value).ToByteArray());
                break;
            default:
                throw new InvalidOperationException($"{code} is no type of fixed length.");
        }
    }

    private static void WriteVarying(WireWriter writer, TdsType type, object value, TdsCollation collation)
    {
        switch (type.Code)
        {
            case SqlTypeCode.Decimal:
                writer.Byte(Decimals.LengthOf(type.Precision));
                Decimals.Write(writer, value, type.Precision, type.Scale);
                break;
            case SqlTypeCode.Date:
                writer.Byte(3);
                Moments.WriteDate(writer, As<DateTime>(value));
                break;
            case SqlTypeCode.Time:
                writer.Byte((byte)Moments.TimeLength(type.Scale));
                Moments.WriteTime(writer, As<TimeSpan>(value), type.Scale);
                break;
            case SqlTypeCode.DateTime2:
                writer.Byte((byte)(Moments.TimeLength(type.Scale) + 3));
                Moments.WriteDateTime2(writer, As<DateTime>(value), type.Scale);
                break;
            case SqlTypeCode.DateTimeOffset:
                writer.Byte((byte)(Moments.TimeLength(type.Scale) + 5));
                Moments.WriteDateTimeOffset(writer, As<DateTimeOffset>(value), type.Scale);
                break;
            case SqlTypeCode.SqlVariant:
                VariantWriter.Write(writer, value, collation);
                break;
            case SqlTypeCode.Text or SqlTypeCode.NText or SqlTypeCode.Image:
                LongValues.WriteWithPointer(writer, BytesOf(type.Code, value, collation));
                break;
            case SqlTypeCode.Xml:
                LongValues.Write(writer, BytesOf(type.Code, value, collation));
                break;
            default:
                WriteText(writer, type, BytesOf(type.Code, value, collation));
                break;
        }
    }

    private static void WriteText(WireWriter writer, TdsType type, byte[] bytes)
    {
        if (type.Length == -1)
        {
            LongValues.Write(writer, bytes);
            return;
        }

        int room = type.Code is SqlTypeCode.NChar or SqlTypeCode.NVarChar ? type.Length * 2 : type.Length;
        if (bytes.Length > room)
            throw new InvalidOperationException($"A value of {bytes.Length} bytes for {type.Code}({type.Length}).");

        bool padded = type.Code is SqlTypeCode.Char or SqlTypeCode.NChar or SqlTypeCode.Binary;
        writer.UInt16(padded ? room : bytes.Length);
        writer.Bytes(bytes);
        if (padded)
            WritePadding(writer.Reserve(room - bytes.Length), type.Code);
    }

    private static void WritePadding(Span<byte> padding, SqlTypeCode code)
    {
        padding.Fill(code == SqlTypeCode.Binary ? (byte)0 : (byte)' ');
        for (int i = 1; code == SqlTypeCode.NChar && i < padding.Length; i += 2)
            padding[i] = 0;
    }

    private static byte[] BytesOf(SqlTypeCode code, object value, TdsCollation collation) => code switch
    {
        SqlTypeCode.Binary or SqlTypeCode.VarBinary or SqlTypeCode.Image => As<byte[]>(value),
        SqlTypeCode.Char or SqlTypeCode.VarChar or SqlTypeCode.Text => collation.Encoding.GetBytes(As<string>(value)),
        _ => System.Text.Encoding.Unicode.GetBytes(As<string>(value)),
    };

    private static long TenThousandths(decimal value) =>
        checked((long)decimal.Round(value * 10_000m, MidpointRounding.AwayFromZero));

    private static T As<T>(object value) =>
        value is T right
            ? right
            : throw new InvalidOperationException($"A value of type {value.GetType().Name} where {typeof(T).Name} belongs.");
}
