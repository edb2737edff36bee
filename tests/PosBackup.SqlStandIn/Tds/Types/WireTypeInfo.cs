using System.Text;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>TYPE_INFO as a client sends it with a parameter.</summary>
/// <param name="Wire">The type byte.</param>
/// <param name="Type">The SQL type it stands for.</param>
/// <param name="Encoding">Code page of char data.</param>
internal sealed record WireTypeInfo(WireType Wire, TdsType Type, Encoding? Encoding = null)
{
    private const int Max = 0xFFFF;

    /// <exception cref="TdsProtocolException">The byte is no type, or its facets are impossible.</exception>
    /// <exception cref="SqlErrorException">It is a type that the stand-in does not take.</exception>
    public static WireTypeInfo Read(ref WireReader reader)
    {
        var wire = (WireType)reader.Byte();
        switch (wire)
        {
            case WireType.Null:
                return new WireTypeInfo(wire, TdsType.Int);
            case WireType.TinyInt or WireType.Bit or WireType.SmallInt or WireType.Int or WireType.BigInt or WireType.Real or WireType.Float
                or WireType.Money or WireType.SmallMoney or WireType.DateTime or WireType.SmallDateTime:
                return new WireTypeInfo(wire, new TdsType(FixedCode(wire)));
            case WireType.BitN or WireType.IntN or WireType.FloatN or WireType.MoneyN or WireType.DateTimeN or WireType.Guid:
                return new WireTypeInfo(wire, new TdsType(SizedCode(wire, reader.Byte())));
            case WireType.DecimalN or WireType.NumericN or WireType.OldDecimal or WireType.OldNumeric:
                return ReadDecimal(wire, ref reader);
            case WireType.Date:
                return new WireTypeInfo(wire, new TdsType(SqlTypeCode.Date));
            case WireType.Time or WireType.DateTime2 or WireType.DateTimeOffset:
                return ReadMoment(wire, ref reader);
            case WireType.OldChar or WireType.OldVarChar:
                return ReadCharacters(wire, reader.Byte(), ref reader);
            case WireType.Char or WireType.VarChar:
                return ReadCharacters(wire, reader.UInt16(), ref reader);
            case WireType.NChar or WireType.NVarChar:
                int bytes = reader.UInt16();
                _ = TdsCollation.ReadEncoding(ref reader);
                SqlTypeCode code = wire == WireType.NChar ? SqlTypeCode.NChar : SqlTypeCode.NVarChar;
                return new WireTypeInfo(wire, new TdsType(code, bytes == Max ? -1 : bytes / 2));
            case WireType.OldBinary or WireType.OldVarBinary:
                return new WireTypeInfo(wire, new TdsType(BinaryCode(wire), reader.Byte()));
            case WireType.Binary or WireType.VarBinary:
                int size = reader.UInt16();
                return new WireTypeInfo(wire, new TdsType(BinaryCode(wire), size == Max ? -1 : size));
            case WireType.Text or WireType.NText:
                _ = reader.Int32();
                return new WireTypeInfo(
                    wire, new TdsType(wire == WireType.Text ? SqlTypeCode.Text : SqlTypeCode.NText), TdsCollation.ReadEncoding(ref reader));
            case WireType.Image:
                _ = reader.Int32();
                return new WireTypeInfo(wire, new TdsType(SqlTypeCode.Image));
            case WireType.Variant:
                _ = reader.Int32();
                return new WireTypeInfo(wire, TdsType.Variant);
            case WireType.Xml:
                return reader.Byte() == 0
                    ? new WireTypeInfo(wire, new TdsType(SqlTypeCode.Xml))
                    : throw Refusal.Of("xml parameters with a schema collection");
            case WireType.UserDefined or WireType.Table or WireType.Json or WireType.Vector:
                throw Refusal.Of($"parameters of type {wire} (0x{(byte)wire:X2})");
            default:
                throw new TdsProtocolException($"Data type 0x{(byte)wire:X2} is unknown.");
        }
    }

    private static WireTypeInfo ReadDecimal(WireType wire, ref WireReader reader)
    {
        _ = reader.Byte();
        byte precision = reader.Byte();
        byte scale = reader.Byte();
        return precision is >= 1 and <= Decimals.LargestPrecision && scale <= precision
            ? new WireTypeInfo(wire, TdsType.Decimal(precision, scale))
            : throw new TdsProtocolException($"decimal({precision},{scale}) does not exist.");
    }

    private static WireTypeInfo ReadMoment(WireType wire, ref WireReader reader)
    {
        byte scale = reader.Byte();
        SqlTypeCode code = wire switch
        {
            WireType.Time => SqlTypeCode.Time,
            WireType.DateTime2 => SqlTypeCode.DateTime2,
            _ => SqlTypeCode.DateTimeOffset,
        };
        return scale <= 7
            ? new WireTypeInfo(wire, new TdsType(code, Scale: scale))
            : throw new TdsProtocolException($"{code}({scale}) does not exist.");
    }

    private static WireTypeInfo ReadCharacters(WireType wire, int length, ref WireReader reader)
    {
        SqlTypeCode code = wire is WireType.Char or WireType.OldChar ? SqlTypeCode.Char : SqlTypeCode.VarChar;
        return new WireTypeInfo(wire, new TdsType(code, length == Max ? -1 : length), TdsCollation.ReadEncoding(ref reader));
    }

    private static SqlTypeCode BinaryCode(WireType wire) =>
        wire is WireType.Binary or WireType.OldBinary ? SqlTypeCode.Binary : SqlTypeCode.VarBinary;

    private static SqlTypeCode FixedCode(WireType wire) => wire switch
    {
        WireType.TinyInt => SqlTypeCode.TinyInt,
        WireType.Bit => SqlTypeCode.Bit,
        WireType.SmallInt => SqlTypeCode.SmallInt,
        WireType.Int => SqlTypeCode.Int,
        WireType.BigInt => SqlTypeCode.BigInt,
        WireType.Real => SqlTypeCode.Real,
        WireType.Float => SqlTypeCode.Float,
        WireType.Money => SqlTypeCode.Money,
        WireType.SmallMoney => SqlTypeCode.SmallMoney,
        WireType.DateTime => SqlTypeCode.DateTime,
        _ => SqlTypeCode.SmallDateTime,
    };

    private static SqlTypeCode SizedCode(WireType wire, byte size) => (wire, size) switch
    {
        (WireType.BitN, 1) => SqlTypeCode.Bit,
        (WireType.IntN, 1) => SqlTypeCode.TinyInt,
        (WireType.IntN, 2) => SqlTypeCode.SmallInt,
        (WireType.IntN, 4) => SqlTypeCode.Int,
        (WireType.IntN, 8) => SqlTypeCode.BigInt,
        (WireType.FloatN, 4) => SqlTypeCode.Real,
        (WireType.FloatN, 8) => SqlTypeCode.Float,
        (WireType.MoneyN, 4) => SqlTypeCode.SmallMoney,
        (WireType.MoneyN, 8) => SqlTypeCode.Money,
        (WireType.DateTimeN, 4) => SqlTypeCode.SmallDateTime,
        (WireType.DateTimeN, 8) => SqlTypeCode.DateTime,
        (WireType.Guid, 16) => SqlTypeCode.UniqueIdentifier,
        _ => throw new TdsProtocolException($"{wire} of {size} bytes does not exist."),
    };
}
