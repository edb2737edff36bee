using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>A row of sys.types.</summary>
internal sealed record SystemType(string Name, byte SystemTypeId, int UserTypeId, short MaxLength, byte Precision, byte Scale, SqlTypeCode Code);

/// <summary>SQL Server's numbers for its types.</summary>
internal static class SystemTypes
{
    public static IReadOnlyList<SystemType> All { get; } =
    [
        new("image", 34, 34, 16, 0, 0, SqlTypeCode.Image), new("text", 35, 35, 16, 0, 0, SqlTypeCode.Text), new("uniqueidentifier", 36, 36, 16, 0, 0, SqlTypeCode.UniqueIdentifier),
        new("date", 40, 40, 3, 10, 0, SqlTypeCode.Date), new("time", 41, 41, 5, 16, 7, SqlTypeCode.Time), new("datetime2", 42, 42, 8, 27, 7, SqlTypeCode.DateTime2),
        new("datetimeoffset", 43, 43, 10, 34, 7, SqlTypeCode.DateTimeOffset), new("tinyint", 48, 48, 1, 3, 0, SqlTypeCode.TinyInt), new("smallint", 52, 52, 2, 5, 0, SqlTypeCode.SmallInt),
        new("int", 56, 56, 4, 10, 0, SqlTypeCode.Int), new("smalldatetime", 58, 58, 4, 16, 0, SqlTypeCode.SmallDateTime), new("real", 59, 59, 4, 24, 0, SqlTypeCode.Real),
        new("money", 60, 60, 8, 19, 4, SqlTypeCode.Money), new("datetime", 61, 61, 8, 23, 3, SqlTypeCode.DateTime), new("float", 62, 62, 8, 53, 0, SqlTypeCode.Float),
        new("sql_variant", 98, 98, 8016, 0, 0, SqlTypeCode.SqlVariant), new("ntext", 99, 99, 16, 0, 0, SqlTypeCode.NText), new("bit", 104, 104, 1, 1, 0, SqlTypeCode.Bit),
        new("decimal", 106, 106, 17, 38, 38, SqlTypeCode.Decimal), new("smallmoney", 122, 122, 4, 10, 4, SqlTypeCode.SmallMoney), new("bigint", 127, 127, 8, 19, 0, SqlTypeCode.BigInt),
        new("varbinary", 165, 165, 8000, 0, 0, SqlTypeCode.VarBinary), new("varchar", 167, 167, 8000, 0, 0, SqlTypeCode.VarChar), new("binary", 173, 173, 8000, 0, 0, SqlTypeCode.Binary),
        new("char", 175, 175, 8000, 0, 0, SqlTypeCode.Char), new("nvarchar", 231, 231, 8000, 0, 0, SqlTypeCode.NVarChar), new("nchar", 239, 239, 8000, 0, 0, SqlTypeCode.NChar),
        new("xml", 241, 241, -1, 0, 0, SqlTypeCode.Xml),
    ];

    public static SystemType Of(TdsType type) => All.First(known => known.Code == type.Code);

    /// <summary>max_length of a column of the type, in bytes; -1 for max.</summary>
    public static short BytesOf(TdsType type) => type.Code switch
    {
        SqlTypeCode.NChar or SqlTypeCode.NVarChar => (short)(type.Length < 0 ? -1 : type.Length * 2),
        SqlTypeCode.Char or SqlTypeCode.VarChar or SqlTypeCode.Binary or SqlTypeCode.VarBinary => (short)type.Length,
        SqlTypeCode.Decimal => type.Precision switch { <= 9 => 5, <= 19 => 9, <= 28 => 13, _ => 17 },
        _ => Of(type).MaxLength,
    };

    public static byte PrecisionOf(TdsType type) => type.Code == SqlTypeCode.Decimal ? type.Precision : Of(type).Precision;

    public static byte ScaleOf(TdsType type) => type.Code is SqlTypeCode.Decimal or SqlTypeCode.Time or SqlTypeCode.DateTime2 or SqlTypeCode.DateTimeOffset ? type.Scale : Of(type).Scale;
}
