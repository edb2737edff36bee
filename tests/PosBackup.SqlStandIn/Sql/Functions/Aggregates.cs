using System.Globalization;
using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Types;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Aggregates over exact numbers, which SQLite would add up as floats, and STRING_AGG's text.</summary>
internal static class Aggregates
{
    /// <summary>Sum of decimals and money, all digits kept.</summary>
    public const string Sum = "tsql_sum";

    /// <summary>Average of decimals and money; the second argument is the scale of the result.</summary>
    public const string Average = "tsql_avg";

    public static void Register(SqliteConnection connection)
    {
        connection.CreateAggregate(Sum, default(Total), (Total total, string? value) => total.Add(value), total => total.Count == 0 ? null : Text(total.Sum), isDeterministic: true);
        connection.CreateAggregate(Average, default(Total), (Total total, string? value, int scale) => total.Add(value) with { Scale = scale },
            total => total.Count == 0 ? null : SqliteValues.NumberText(total.Sum / total.Count, (byte)total.Scale), isDeterministic: true);
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Total(decimal Sum, long Count, int Scale)
    {
        public Total Add(string? value) => value is null ? this
            : this with { Sum = Sum + decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture), Count = Count + 1 };
    }
}
