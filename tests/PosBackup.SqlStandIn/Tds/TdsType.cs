namespace PosBackup.SqlStandIn.Tds;

/// <summary>SQL Server's types as far as the stand-in sends or receives them.</summary>
public enum SqlTypeCode
{
    Bit, TinyInt, SmallInt, Int, BigInt,
    Decimal, Money, SmallMoney, Float, Real,
    DateTime, SmallDateTime, Date, Time, DateTime2, DateTimeOffset,
    Char, VarChar, NChar, NVarChar, Text, NText, Xml,
    Binary, VarBinary, Image, UniqueIdentifier, SqlVariant,
}

/// <summary>A type with its facets.</summary>
/// <param name="Code">The type.</param>
/// <param name="Length">Characters (strings) or bytes (binary); -1 = max; unused otherwise.</param>
/// <param name="Precision">Of decimal.</param>
/// <param name="Scale">Of decimal, time, datetime2, datetimeoffset.</param>
public sealed record TdsType(SqlTypeCode Code, int Length = 0, byte Precision = 0, byte Scale = 0)
{
    public static TdsType Bit { get; } = new(SqlTypeCode.Bit);
    public static TdsType TinyInt { get; } = new(SqlTypeCode.TinyInt);
    public static TdsType SmallInt { get; } = new(SqlTypeCode.SmallInt);
    public static TdsType Int { get; } = new(SqlTypeCode.Int);
    public static TdsType BigInt { get; } = new(SqlTypeCode.BigInt);
    public static TdsType Float { get; } = new(SqlTypeCode.Float);
    public static TdsType DateTime { get; } = new(SqlTypeCode.DateTime);
    public static TdsType Guid { get; } = new(SqlTypeCode.UniqueIdentifier);
    public static TdsType Variant { get; } = new(SqlTypeCode.SqlVariant);
    public static TdsType SysName { get; } = new(SqlTypeCode.NVarChar, 128);
    public static TdsType LsnNumber { get; } = new(SqlTypeCode.Decimal, Precision: 25, Scale: 0);
    public static TdsType NVarChar(int length) => new(SqlTypeCode.NVarChar, length);
    public static TdsType NVarCharMax { get; } = new(SqlTypeCode.NVarChar, -1);
    public static TdsType VarBinary(int length) => new(SqlTypeCode.VarBinary, length);
    public static TdsType Decimal(byte precision, byte scale) => new(SqlTypeCode.Decimal, Precision: precision, Scale: scale);
}

/// <summary>A column of a result set.</summary>
public sealed record TdsColumn(string Name, TdsType Type, bool Nullable = true);
