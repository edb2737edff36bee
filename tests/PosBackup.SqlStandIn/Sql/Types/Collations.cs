using System.Globalization;
using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>The orders that SQLite does not know: case-insensitive Unicode text, decimal numbers, moments with an offset.</summary>
internal static class Collations
{
    public const string Text = "tsql_text";
    public const string Number = "tsql_number";
    public const string Instant = "tsql_instant";

    /// <summary>The collation of a type's values; null where SQLite's own order is right.</summary>
    public static string? NameFor(TdsType type) => type.Code switch
    {
        SqlTypeCode.Char or SqlTypeCode.VarChar or SqlTypeCode.NChar or SqlTypeCode.NVarChar
            or SqlTypeCode.Text or SqlTypeCode.NText or SqlTypeCode.Xml => Text,
        SqlTypeCode.Decimal or SqlTypeCode.Money or SqlTypeCode.SmallMoney => Number,
        SqlTypeCode.DateTimeOffset => Instant,
        SqlTypeCode.SqlVariant => Text,
        _ => null,
    };

    public static void Register(SqliteConnection connection)
    {
        connection.CreateCollation(Text, CompareText);
        connection.CreateCollation(Number, CompareNumbers);
        connection.CreateCollation(Instant, CompareInstants);
    }

    /// <summary>As a CI_AS collation does in the main: case does not count, nor do spaces at the end.</summary>
    public static int CompareText(string left, string right) =>
        left.AsSpan().TrimEnd(' ').CompareTo(right.AsSpan().TrimEnd(' '), StringComparison.OrdinalIgnoreCase);

    private static int CompareNumbers(string left, string right) =>
        decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal a)
        && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal b)
            ? a.CompareTo(b)
            : string.CompareOrdinal(left, right);

    // Both begin with the moment in UTC; the offset behind it says how it was written, not when it was.
    private static int CompareInstants(string left, string right)
    {
        int width = SqliteValues.MomentWidth;
        return left.Length < width || right.Length < width
            ? string.CompareOrdinal(left, right)
            : left.AsSpan(0, width).SequenceCompareTo(right.AsSpan(0, width));
    }
}
