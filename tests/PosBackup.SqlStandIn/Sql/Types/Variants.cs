using System.Text;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>sql_variant in SQLite: int, float and nvarchar as they are; every other base type as a blob <c>type|value</c>.</summary>
internal static class Variants
{
    public static object Write(object value)
    {
        switch (value)
        {
            case int number:
                return (long)number;
            case string or double:
                return value;
            case byte[] bytes:
                return (byte[])[.. "varbinary_blob_max|"u8, .. bytes];
        }

        TdsType type = BaseType(value);
        string stored = Convert.ToString(SqliteValues.Write(type, value), System.Globalization.CultureInfo.InvariantCulture)!;
        return Encoding.UTF8.GetBytes($"{DeclaredType.Of(type, identity: null)}|{stored}");
    }

    public static object Read(object stored) => stored switch
    {
        long number when number is >= int.MinValue and <= int.MaxValue => (int)number,
        byte[] tagged => ReadTagged(tagged),
        _ => stored,
    };

    private static object ReadTagged(byte[] tagged)
    {
        int bar = Array.IndexOf(tagged, (byte)'|');
        if (bar < 0)
            return tagged;
        TdsType type = DeclaredType.Parse(Encoding.UTF8.GetString(tagged, 0, bar)).Type;
        byte[] payload = tagged[(bar + 1)..];
        return type.Code == SqlTypeCode.VarBinary ? payload : SqliteValues.Read(type, Encoding.UTF8.GetString(payload))!;
    }

    /// <summary>The base type that a CLR value has inside a variant.</summary>
    public static TdsType BaseType(object value) => value switch
    {
        bool => TdsType.Bit,
        byte => new(SqlTypeCode.TinyInt),
        short => TdsType.SmallInt,
        int => TdsType.Int,
        long => TdsType.BigInt,
        decimal number => TdsType.Decimal(38, number.Scale),
        float => new(SqlTypeCode.Real),
        double => TdsType.Float,
        DateTime => TdsType.DateTime,
        DateTimeOffset => new(SqlTypeCode.DateTimeOffset, Scale: 7),
        TimeSpan => new(SqlTypeCode.Time, Scale: 7),
        Guid => TdsType.Guid,
        byte[] bytes => TdsType.VarBinary(bytes.Length),
        string text => TdsType.NVarChar(Math.Max(text.Length, 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "No SQL type for this CLR type."),
    };
}
