using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>Columns of catalog views, tersely.</summary>
internal static class Columns
{
    public static readonly TdsType Description = TdsType.NVarChar(60);
    public static readonly TdsType Tiny = new(SqlTypeCode.TinyInt);
    public static readonly TdsType FilePath = TdsType.NVarChar(260);

    /// <summary>A column that is never NULL.</summary>
    public static SystemColumn Required(string name, TdsType type) => new(name, type, Nullable: false);

    /// <summary>A column that may be NULL.</summary>
    public static SystemColumn Optional(string name, TdsType type) => new(name, type);

    /// <summary>A column that came with a major version.</summary>
    public static SystemColumn From(int major, string name, TdsType type) => new(name, type) { Since = new Version(major, 0) };
}
