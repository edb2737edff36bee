using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql;

/// <summary>Columns by name, with SQL Server's null as null. A column that an older version does not send reads as null too.</summary>
internal static class RowReading
{
    public static string Text(this SqlDataReader row, string column) => row.TextOrNull(column) ?? "";

    public static string? TextOrNull(this SqlDataReader row, string column) => row.Value(column) as string;

    public static int Int(this SqlDataReader row, string column) => row.IntOrNull(column) ?? 0;

    public static int? IntOrNull(this SqlDataReader row, string column) =>
        row.Value(column) is { } value ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    public static long? LongOrNull(this SqlDataReader row, string column) =>
        row.Value(column) is { } value ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    public static bool Flag(this SqlDataReader row, string column) => row.IntOrNull(column) is > 0;

    public static Guid? GuidOrNull(this SqlDataReader row, string column) => row.Value(column) is Guid value && value != Guid.Empty ? value : null;

    public static Lsn? LsnOrNull(this SqlDataReader row, string column) => row.Value(column) is decimal value ? Lsn.FromDecimal(value) : null;

    public static DateTime? TimeOrNull(this SqlDataReader row, string column) => row.Value(column) is DateTime value ? value : null;

    private static object? Value(this SqlDataReader row, string column)
    {
        for (int i = 0; i < row.FieldCount; i++)
        {
            if (string.Equals(row.GetName(i), column, StringComparison.OrdinalIgnoreCase))
                return row.IsDBNull(i) ? null : row.GetValue(i);
        }

        return null;
    }
}
