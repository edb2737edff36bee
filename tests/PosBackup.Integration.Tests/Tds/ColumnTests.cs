using System.Data.SqlTypes;
using System.Globalization;
using Microsoft.Data.SqlClient;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Tds;

/// <summary>Every type of column at its edges, as the real SqlClient reads it.</summary>
public sealed class ColumnTests
{
    private static readonly string[] Texts = ["", "a", " leading and trailing ", "Größe 12 cm", "数据库 O'Neil", "smile \U0001F600"];

    public static TheoryData<TdsType, object> ValuesThatComeBackAsTheyAre()
    {
        var data = new TheoryData<TdsType, object>
        {
            { TdsType.Bit, true },
            { TdsType.Bit, false },
            { TdsType.TinyInt, byte.MinValue },
            { TdsType.TinyInt, byte.MaxValue },
            { TdsType.SmallInt, short.MinValue },
            { TdsType.SmallInt, short.MaxValue },
            { TdsType.Int, int.MinValue },
            { TdsType.Int, int.MaxValue },
            { TdsType.BigInt, long.MinValue },
            { TdsType.BigInt, long.MaxValue },
            { TdsType.Float, double.MinValue },
            { TdsType.Float, double.Epsilon },
            { new TdsType(SqlTypeCode.Real), float.MaxValue },
            { new TdsType(SqlTypeCode.Money), -922337203685477.5808m },
            { new TdsType(SqlTypeCode.Money), 922337203685477.5807m },
            { new TdsType(SqlTypeCode.SmallMoney), -214748.3648m },
            { new TdsType(SqlTypeCode.SmallMoney), 214748.3647m },
            { TdsType.Decimal(1, 0), -9m },
            { TdsType.Decimal(9, 2), 1234567.89m },
            { TdsType.Decimal(19, 4), -999999999999999.9999m },
            { TdsType.Decimal(28, 28), 0.0000000000000000000000000001m },
            { TdsType.LsnNumber, 9999999999999999999999999m },
            { TdsType.LsnNumber, 46000000003600005m },
            { TdsType.Decimal(38, 0), decimal.MaxValue },
            { TdsType.Guid, Guid.Empty },
            { TdsType.Guid, new Guid("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90") },
            { TdsType.DateTime, new DateTime(1753, 1, 1) },
            { TdsType.DateTime, new DateTime(9999, 12, 31, 23, 59, 59).AddMilliseconds(997) },
            { TdsType.DateTime, new DateTime(2026, 2, 28, 13, 5, 7).AddMilliseconds(3) },
            { new TdsType(SqlTypeCode.SmallDateTime), new DateTime(1900, 1, 1) },
            { new TdsType(SqlTypeCode.SmallDateTime), new DateTime(2079, 6, 6, 23, 59, 0) },
            { new TdsType(SqlTypeCode.Date), DateTime.MinValue },
            { new TdsType(SqlTypeCode.Date), new DateTime(9999, 12, 31) },
            { new TdsType(SqlTypeCode.Time, Scale: 7), TimeSpan.Zero },
            { new TdsType(SqlTypeCode.Time, Scale: 7), new TimeSpan(TimeSpan.TicksPerDay - 1) },
            { new TdsType(SqlTypeCode.Time, Scale: 3), new TimeSpan(0, 23, 59, 59, 999) },
            { new TdsType(SqlTypeCode.Time, Scale: 0), new TimeSpan(13, 14, 15) },
            { new TdsType(SqlTypeCode.DateTime2, Scale: 7), DateTime.MinValue },
            { new TdsType(SqlTypeCode.DateTime2, Scale: 7), DateTime.MaxValue },
            { new TdsType(SqlTypeCode.DateTime2, Scale: 0), new DateTime(2024, 2, 29, 1, 2, 3) },
            { new TdsType(SqlTypeCode.DateTimeOffset, Scale: 7), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-14)).AddTicks(1) },
            { new TdsType(SqlTypeCode.DateTimeOffset, Scale: 0), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(345)) },
            { TdsType.VarBinary(20), new byte[] { 0, 1, 255 } },
            { TdsType.VarBinary(8000), new byte[8000] },
            { TdsType.VarBinary(-1), new byte[30_000] },
            { TdsType.VarBinary(-1), Array.Empty<byte>() },
            { new TdsType(SqlTypeCode.Image), new byte[] { 1, 2, 3 } },
            { new TdsType(SqlTypeCode.VarChar, 8000), new string('x', 8000) },
            { new TdsType(SqlTypeCode.VarChar, -1), new string('ü', 30_000) },
            { new TdsType(SqlTypeCode.Text), "Größe" },
            { TdsType.NVarChar(4000), new string('库', 4000) },
            { TdsType.NVarCharMax, new string('库', 30_000) },
        };
        foreach (string text in Texts)
        {
            data.Add(TdsType.NVarChar(50), text);
            data.Add(TdsType.NVarCharMax, text);
            data.Add(new TdsType(SqlTypeCode.NText), text);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ValuesThatComeBackAsTheyAre), DisableDiscoveryEnumeration = true)]
    public async Task Column_ComesBackAsItIs(TdsType type, object value)
    {
        await using var server = ScriptedServer.Answering(type, value);
        Assert.Equal(value, await ScalarAsync(server));
    }

    [Theory]
    [MemberData(nameof(ValuesThatComeBackAsTheyAre), DisableDiscoveryEnumeration = true)]
    public async Task Column_ComesBackWhenItCannotBeNull(TdsType type, object value)
    {
        await using var server = ScriptedServer.Answering(type, value, nullable: false);
        Assert.Equal(value, await ScalarAsync(server));
    }

    [Theory]
    [MemberData(nameof(ValuesThatComeBackAsTheyAre), DisableDiscoveryEnumeration = true)]
    public async Task Column_ComesBackAsNull(TdsType type, object value)
    {
        _ = value;
        await using var server = ScriptedServer.Answering(type, value: null);
        Assert.Equal(DBNull.Value, await ScalarAsync(server));
    }

    public static TheoryData<object> VariantValues() =>
    [
        true, (byte)255, short.MinValue, int.MaxValue, long.MinValue, 1.5f, -2.25d, 0m, -123456.789m, decimal.MaxValue,
        new Guid("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90"), new DateTime(2026, 2, 28, 13, 5, 7), new TimeSpan(1, 2, 3),
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8)), "Express Edition (64-bit)", "数据库", "", new byte[] { 1, 2, 3 },
    ];

    [Theory]
    [MemberData(nameof(VariantValues), DisableDiscoveryEnumeration = true)]
    public async Task Variant_BringsItsOwnType(object value)
    {
        await using var server = ScriptedServer.Answering(TdsType.Variant, value);
        object? read = await ScalarAsync(server);
        Assert.Equal(value, read);
        Assert.IsType(value.GetType(), read);
    }

    [Fact]
    public async Task Decimal_HoldsThirtyEightDigits()
    {
        var nines = SqlDecimal.Parse(new string('9', 38));
        await using var server = ScriptedServer.Answering(TdsType.Decimal(38, 0), -nines);
        await using SqlConnection connection = await server.ConnectAsync();
        await using SqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT";
        await using SqlDataReader reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(-nines, reader.GetSqlDecimal(0));
    }

    [Theory]
    [InlineData("1.005", 5, 2, "1.01")]
    [InlineData("-1.005", 5, 2, "-1.01")]
    [InlineData("1.0049", 5, 2, "1.00")]
    [InlineData("7", 5, 2, "7.00")]
    public async Task Decimal_IsRoundedToTheScaleOfItsColumn(string value, byte precision, byte scale, string expected)
    {
        await using var server = ScriptedServer.Answering(TdsType.Decimal(precision, scale), decimal.Parse(value, CultureInfo.InvariantCulture));
        object? read = await ScalarAsync(server);
        Assert.Equal(expected, Assert.IsType<decimal>(read).ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-01-01T23:59:59.9990000", "2026-01-02T00:00:00.0000000")]
    [InlineData("2026-01-01T12:00:00.0010000", "2026-01-01T12:00:00.0000000")]
    [InlineData("2026-01-01T12:00:00.0050000", "2026-01-01T12:00:00.0070000")]
    [InlineData("9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59.9970000")]
    public async Task DateTime_IsRoundedToThreeHundredthsOfASecond(string value, string expected)
    {
        await using var server = ScriptedServer.Answering(TdsType.DateTime, DateTime.Parse(value, CultureInfo.InvariantCulture));
        object? read = await ScalarAsync(server);
        Assert.Equal(expected, Assert.IsType<DateTime>(read).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(SqlTypeCode.Char, "ab  ")]
    [InlineData(SqlTypeCode.NChar, "ab  ")]
    public async Task FixedText_IsPaddedWithBlanks(SqlTypeCode code, string expected)
    {
        await using var server = ScriptedServer.Answering(new TdsType(code, 4), "ab");
        Assert.Equal(expected, await ScalarAsync(server));
    }

    [Fact]
    public async Task FixedBinary_IsPaddedWithZeros()
    {
        await using var server = ScriptedServer.Answering(new TdsType(SqlTypeCode.Binary, 4), new byte[] { 1, 2 });
        Assert.Equal(new byte[] { 1, 2, 0, 0 }, await ScalarAsync(server));
    }

    [Fact]
    public async Task Xml_IsReadAsXml()
    {
        await using var server = ScriptedServer.Answering(new TdsType(SqlTypeCode.Xml), "<shop name=\"数\" />");
        Assert.Equal("<shop name=\"数\" />", await ScalarAsync(server));
    }

    [Fact]
    public async Task VarChar_IsInTheServersCodePage()
    {
        await using var server = ScriptedServer.Start(
            (_, response, _) =>
            {
                response.Columns([new TdsColumn("name", new TdsType(SqlTypeCode.VarChar, 50))]);
                response.Row(["收银台"]);
                response.Done(command: 193, rowCount: 1);
                return Task.CompletedTask;
            },
            new TdsServerOptions { Collation = "Chinese_PRC_CI_AS" });
        Assert.Equal("收银台", await ScalarAsync(server));
    }

    [Fact]
    public async Task WrongClrType_IsABugThatIsToldAloud()
    {
        await using var server = ScriptedServer.Answering(TdsType.Int, 5L);
        var failed = await Assert.ThrowsAsync<SqlException>(() => ScalarAsync(server));
        Assert.Equal(20, failed.Class);
        Assert.Contains("Column 1 (value): A value of type Int64 where Int32 belongs.", failed.Message, StringComparison.Ordinal);
        Assert.Contains(server.Log, line => line.StartsWith("bug", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FiveThousandRows_ComeBackInOrderWithEachTypeAndItsNulls()
    {
        List<(TdsType Type, object Value)> columns = [.. ValuesThatComeBackAsTheyAre()
            .Select(data => ((TdsType)data[0], data[1]))
            .Where(column => column.Item2 is not (byte[] { Length: > 100 } or string { Length: > 100 }))];
        await using var server = ScriptedServer.Start((_, response, _) =>
        {
            response.Columns([new TdsColumn("n", TdsType.Int, Nullable: false), .. columns.Select((c, i) => new TdsColumn($"c{i}", c.Type))]);
            for (int n = 0; n < 5000; n++)
                response.Row([n, .. columns.Select((c, i) => (n + i) % 7 == 0 ? null : c.Value)]);
            response.Done(command: 193, rowCount: 5000);
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        await using SqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT";
        await using SqlDataReader reader = await command.ExecuteReaderAsync();

        int rows = 0;
        for (; await reader.ReadAsync(); rows++)
        {
            Assert.Equal(rows, reader.GetInt32(0));
            for (int i = 0; i < columns.Count; i++)
                Assert.Equal((rows + i) % 7 == 0 ? DBNull.Value : columns[i].Value, reader.GetValue(i + 1));
        }

        Assert.Equal(5000, rows);
    }

    private static async Task<object?> ScalarAsync(ScriptedServer server)
    {
        await using SqlConnection connection = await server.ConnectAsync();
        await using SqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT";
        return await command.ExecuteScalarAsync();
    }
}
