using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql;

/// <summary>Columns by name, with SQL Server's null as null. A column that an older version does not send reads as null too.</summary>
internal static class RowReading
{
    private const int UnknownZone = 127;

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

    public static byte[] Bytes(this SqlDataReader row, string column) => row.Value(column) as byte[] ?? [];

    /// <summary>A local time with the offset beside it: quarters of an hour, 127 where it is not known.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Column of the time.</param>
    /// <param name="zone">Column of the offset.</param>
    /// <param name="otherwise">The offset where the row tells none.</param>
    public static ServerTime? ServerTimeOrNull(this SqlDataReader row, string column, string zone, TimeSpan? otherwise = null) => row.TimeOrNull(column) is { } local
        ? new ServerTime(local, row.IntOrNull(zone) is { } quarters and not UnknownZone ? TimeSpan.FromMinutes(15 * quarters) : otherwise)
        : null;

    /// <summary>The words of HEADERONLY and msdb.</summary>
    public static RecoveryModel RecoveryModelWord(this SqlDataReader row, string column) => row.Text(column) switch
    {
        "FULL" => RecoveryModel.Full,
        "BULK-LOGGED" => RecoveryModel.BulkLogged,
        "SIMPLE" => RecoveryModel.Simple,
        _ => RecoveryModel.Unknown,
    };

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
