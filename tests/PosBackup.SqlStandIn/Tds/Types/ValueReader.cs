using System.Buffers.Binary;
using System.Text;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>Reads the value of a parameter.</summary>
internal static class ValueReader
{
    private const ushort NullLength = 0xFFFF;

    /// <summary>The value as the CLR type of its SQL type; null for NULL.</summary>
    public static object? Read(ref WireReader reader, WireTypeInfo info)
    {
        switch (info.Wire)
        {
            case WireType.Null:
                return null;
            case WireType.TinyInt or WireType.Bit or WireType.SmallInt or WireType.Int or WireType.BigInt or WireType.Real or WireType.Float
                or WireType.Money or WireType.SmallMoney or WireType.DateTime or WireType.SmallDateTime:
                return ReadFixed(reader.Bytes(TypeInfoWriter.FixedLength(info.Type.Code)), info.Type.Code);
            case WireType.Text or WireType.NText or WireType.Image:
                int length = reader.Int32();
                return length == -1 ? null : Decode(reader.Bytes(length), info);
            case WireType.Variant:
                return ReadVariant(ref reader);
            case WireType.Xml:
                return Decode(LongValues.Read(ref reader), info);
            case WireType.Char or WireType.VarChar or WireType.NChar or WireType.NVarChar or WireType.Binary or WireType.VarBinary:
                return ReadText(ref reader, info);
            default:
                byte size = reader.Byte();
                return size == 0 && !IsOldText(info.Wire) ? null : ReadSized(reader.Bytes(size), info);
        }
    }

    private static object? ReadText(ref WireReader reader, WireTypeInfo info)
    {
        if (info.Type.Length == -1)
            return Decode(LongValues.Read(ref reader), info);

        ushort length = reader.UInt16();
        return length == NullLength ? null : Decode(reader.Bytes(length), info);
    }

    /// <summary>The types whose length stands in one byte before the value.</summary>
    private static object ReadSized(ReadOnlySpan<byte> bytes, WireTypeInfo info)
    {
        TdsType type = info.Type;
        if (IsOldText(info.Wire))
            return Decode(bytes, info);

        int expected = type.Code switch
        {
            SqlTypeCode.Decimal => bytes.Length is 5 or 9 or 13 or 17 ? bytes.Length : 17,
            SqlTypeCode.Date => 3,
            SqlTypeCode.Time => Moments.TimeLength(type.Scale),
            SqlTypeCode.DateTime2 => Moments.TimeLength(type.Scale) + 3,
            SqlTypeCode.DateTimeOffset => Moments.TimeLength(type.Scale) + 5,
            _ => TypeInfoWriter.FixedLength(type.Code),
        };
        if (bytes.Length != expected)
            throw new TdsProtocolException($"A {type.Code} of {bytes.Length} bytes where {expected} belong.");

        return type.Code switch
        {
            SqlTypeCode.Decimal => Decimals.Read(bytes, type.Precision, type.Scale),
            SqlTypeCode.Date => Moments.ReadDate(bytes),
            SqlTypeCode.Time => Moments.ReadTime(bytes, type.Scale),
            SqlTypeCode.DateTime2 => Moments.ReadDateTime2(bytes, type.Scale),
            SqlTypeCode.DateTimeOffset => Moments.ReadDateTimeOffset(bytes, type.Scale),
            _ => ReadFixed(bytes, type.Code),
        };
    }

    private static object ReadFixed(ReadOnlySpan<byte> bytes, SqlTypeCode code) => code switch
    {
        SqlTypeCode.Bit => bytes[0] != 0,
        SqlTypeCode.TinyInt => bytes[0],
        SqlTypeCode.SmallInt => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        SqlTypeCode.Int => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        SqlTypeCode.BigInt => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        SqlTypeCode.Real => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        SqlTypeCode.Float => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        SqlTypeCode.Money =>
            (((long)BinaryPrimitives.ReadInt32LittleEndian(bytes) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])) / 10_000m,
        SqlTypeCode.SmallMoney => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 10_000m,
        SqlTypeCode.DateTime => Moments.ReadDateTime(bytes),
        SqlTypeCode.SmallDateTime => Moments.ReadSmallDateTime(bytes),
        SqlTypeCode.UniqueIdentifier => new Guid(bytes),
        _ => throw new InvalidOperationException($"{code} is no type of fixed length."),
    };

    /// <summary>length:4 type:1 facets:1 { facet }* value</summary>
    private static object? ReadVariant(ref WireReader reader)
    {
        int length = reader.Int32();
        if (length == 0)
            return null;

        var body = new WireReader(reader.Bytes(length));
        byte type = body.Byte();
        var facets = new WireReader(body.Bytes(body.Byte()));
        WireTypeInfo info = VariantInfo((WireType)type, ref facets);
        ReadOnlySpan<byte> value = body.Bytes(body.Remaining);
        return info.Type.Code is SqlTypeCode.Char or SqlTypeCode.VarChar or SqlTypeCode.NChar or SqlTypeCode.NVarChar
            or SqlTypeCode.Binary or SqlTypeCode.VarBinary
            ? Decode(value, info)
            : ReadSized(value, info);
    }

    private static WireTypeInfo VariantInfo(WireType type, ref WireReader facets)
    {
        switch (type)
        {
            case WireType.Guid:
                return new WireTypeInfo(type, TdsType.Guid);
            case WireType.NChar or WireType.NVarChar or WireType.Char or WireType.VarChar:
                Encoding encoding = TdsCollation.ReadEncoding(ref facets);
                SqlTypeCode code = type is WireType.NChar or WireType.NVarChar ? SqlTypeCode.NVarChar : SqlTypeCode.VarChar;
                return new WireTypeInfo(type, new TdsType(code, facets.UInt16()), encoding);
            case WireType.DecimalN or WireType.NumericN:
                byte precision = facets.Byte();
                byte scale = facets.Byte();
                return scale <= precision && precision <= Decimals.LargestPrecision
                    ? new WireTypeInfo(type, TdsType.Decimal(precision, scale))
                    : throw new TdsProtocolException($"decimal({precision},{scale}) does not exist.");
            case WireType.Text or WireType.NText or WireType.Image or WireType.Xml or WireType.Variant or WireType.Null:
                throw new TdsProtocolException($"A sql_variant that holds {type}.");
            default:
                ReadOnlySpan<byte> typeAndFacets = [(byte)type, .. facets.Bytes(facets.Remaining)];
                var info = new WireReader(typeAndFacets);
                return WireTypeInfo.Read(ref info);
        }
    }

    private static object? Decode(byte[]? bytes, WireTypeInfo info) => bytes is null ? null : Decode(bytes.AsSpan(), info);

    private static object Decode(ReadOnlySpan<byte> bytes, WireTypeInfo info) => info.Type.Code switch
    {
        SqlTypeCode.Char or SqlTypeCode.VarChar or SqlTypeCode.Text => info.Encoding!.GetString(bytes),
        SqlTypeCode.NChar or SqlTypeCode.NVarChar or SqlTypeCode.NText => Unicode(bytes),
        SqlTypeCode.Xml => Unicode(bytes).TrimStart('\uFEFF'),
        _ => bytes.ToArray(),
    };

    private static string Unicode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 2 != 0)
            throw new TdsProtocolException($"A UTF-16 text of {bytes.Length} bytes.");
        return Encoding.Unicode.GetString(bytes);
    }

    private static bool IsOldText(WireType wire) =>
        wire is WireType.OldChar or WireType.OldVarChar or WireType.OldBinary or WireType.OldVarBinary;
}
