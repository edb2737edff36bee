using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>Writes TYPE_INFO: how a column or an output parameter is laid out.</summary>
internal static class TypeInfoWriter
{
    private const int Max = 0xFFFF;

    /// <summary>As SQL Server does it: a fixed type for a column that cannot be null, else its nullable sister.</summary>
    public static void Write(WireWriter writer, TdsType type, bool nullable, TdsCollation collation)
    {
        if (!nullable && FixedType(type.Code) is { } fixedType)
        {
            writer.Byte((byte)fixedType);
            return;
        }

        writer.Byte((byte)NullableType(type.Code));
        switch (type.Code)
        {
            case SqlTypeCode.Bit or SqlTypeCode.TinyInt or SqlTypeCode.SmallInt or SqlTypeCode.Int or SqlTypeCode.BigInt
                or SqlTypeCode.Float or SqlTypeCode.Real or SqlTypeCode.Money or SqlTypeCode.SmallMoney
                or SqlTypeCode.DateTime or SqlTypeCode.SmallDateTime or SqlTypeCode.UniqueIdentifier:
                writer.Byte(FixedLength(type.Code));
                break;
            case SqlTypeCode.Decimal:
                writer.Byte(Decimals.LengthOf(type.Precision));
                writer.Byte(type.Precision);
                writer.Byte(type.Scale);
                break;
            case SqlTypeCode.Date:
                break;
            case SqlTypeCode.Time or SqlTypeCode.DateTime2 or SqlTypeCode.DateTimeOffset:
                writer.Byte(type.Scale);
                break;
            case SqlTypeCode.Char or SqlTypeCode.VarChar:
                writer.UInt16(type.Length == -1 ? Max : type.Length);
                collation.Write(writer);
                break;
            case SqlTypeCode.NChar or SqlTypeCode.NVarChar:
                writer.UInt16(type.Length == -1 ? Max : type.Length * 2);
                collation.Write(writer);
                break;
            case SqlTypeCode.Binary or SqlTypeCode.VarBinary:
                writer.UInt16(type.Length == -1 ? Max : type.Length);
                break;
            case SqlTypeCode.Text or SqlTypeCode.NText:
                writer.Int32(type.Code == SqlTypeCode.Text ? int.MaxValue : int.MaxValue - 1);
                collation.Write(writer);
                break;
            case SqlTypeCode.Image:
                writer.Int32(int.MaxValue);
                break;
            case SqlTypeCode.Xml:
                writer.Byte(0);
                break;
            case SqlTypeCode.SqlVariant:
                writer.Int32(8009);
                break;
            default:
                throw new InvalidOperationException($"TYPE_INFO of {type.Code} is not written down.");
        }
    }

    /// <summary>Bytes of a value of a type whose length never varies.</summary>
    public static byte FixedLength(SqlTypeCode code) => code switch
    {
        SqlTypeCode.Bit or SqlTypeCode.TinyInt => 1,
        SqlTypeCode.SmallInt => 2,
        SqlTypeCode.Int or SqlTypeCode.Real or SqlTypeCode.SmallMoney or SqlTypeCode.SmallDateTime => 4,
        SqlTypeCode.BigInt or SqlTypeCode.Float or SqlTypeCode.Money or SqlTypeCode.DateTime => 8,
        SqlTypeCode.UniqueIdentifier => 16,
        _ => throw new InvalidOperationException($"{code} has no fixed length."),
    };

    /// <summary>The type byte of a column that cannot be null; null when there is none of its own.</summary>
    public static WireType? FixedType(SqlTypeCode code) => code switch
    {
        SqlTypeCode.Bit => WireType.Bit,
        SqlTypeCode.TinyInt => WireType.TinyInt,
        SqlTypeCode.SmallInt => WireType.SmallInt,
        SqlTypeCode.Int => WireType.Int,
        SqlTypeCode.BigInt => WireType.BigInt,
        SqlTypeCode.Float => WireType.Float,
        SqlTypeCode.Real => WireType.Real,
        SqlTypeCode.Money => WireType.Money,
        SqlTypeCode.SmallMoney => WireType.SmallMoney,
        SqlTypeCode.DateTime => WireType.DateTime,
        SqlTypeCode.SmallDateTime => WireType.SmallDateTime,
        _ => null,
    };

    private static WireType NullableType(SqlTypeCode code) => code switch
    {
        SqlTypeCode.Bit => WireType.BitN,
        SqlTypeCode.TinyInt or SqlTypeCode.SmallInt or SqlTypeCode.Int or SqlTypeCode.BigInt => WireType.IntN,
        SqlTypeCode.Float or SqlTypeCode.Real => WireType.FloatN,
        SqlTypeCode.Money or SqlTypeCode.SmallMoney => WireType.MoneyN,
        SqlTypeCode.DateTime or SqlTypeCode.SmallDateTime => WireType.DateTimeN,
        SqlTypeCode.Decimal => WireType.NumericN,
        SqlTypeCode.Date => WireType.Date,
        SqlTypeCode.Time => WireType.Time,
        SqlTypeCode.DateTime2 => WireType.DateTime2,
        SqlTypeCode.DateTimeOffset => WireType.DateTimeOffset,
        SqlTypeCode.Char => WireType.Char,
        SqlTypeCode.VarChar => WireType.VarChar,
        SqlTypeCode.NChar => WireType.NChar,
        SqlTypeCode.NVarChar => WireType.NVarChar,
        SqlTypeCode.Text => WireType.Text,
        SqlTypeCode.NText => WireType.NText,
        SqlTypeCode.Xml => WireType.Xml,
        SqlTypeCode.Binary => WireType.Binary,
        SqlTypeCode.VarBinary => WireType.VarBinary,
        SqlTypeCode.Image => WireType.Image,
        SqlTypeCode.UniqueIdentifier => WireType.Guid,
        SqlTypeCode.SqlVariant => WireType.Variant,
        _ => throw new InvalidOperationException($"{code} has no type byte."),
    };
}
