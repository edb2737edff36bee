using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.StandIn.Sql;

public sealed class ExpressionTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    public static TheoryData<string, object?> Values => new()
    {
        { "7 / 2", 3 },
        { "7 % 4", 3 },
        { "7 / 2.0", 3.5m },
        { "1 + '2'", 3 },
        { "'a' + 'b'", "ab" },
        { "N'a' + NULL", null },
        { "6 & 3 | 8", 10 },
        { "5 ^ 1", 4 },
        { "0.1 + 0.2", 0.3m },
        { "CAST(1.005 AS decimal(5, 2))", 1.01m },
        { "CAST(2147483647 AS bigint) + 1", 2147483648L },
        { "34000000001700001 + 1", 34000000001700002m },
        { "ISNULL(NULL, 'a')", "a" },
        { "COALESCE(NULL, NULL, 3)", 3 },
        { "NULLIF(1, 1)", null },
        { "CASE WHEN 1 = 2 THEN 'x' ELSE 'y' END", "y" },
        { "CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b" },
        { "IIF('a' = 'A ', 1, 0)", 1 },
        { "LEN('ab  ')", 2 },
        { "DATALENGTH(N'ab')", 4 },
        { "SUBSTRING('hello', 2, 3)", "ell" },
        { "SUBSTRING('hello', 0, 3)", "he" },
        { "REPLACE('aXbx', 'x', '-')", "a-b-" },
        { "UPPER(N'é') + LOWER('Q')", "Éq" },
        { "LTRIM(RTRIM('  a '))", "a" },
        { "CHARINDEX('L', 'hello')", 3 },
        { "STR(3.14159, 6, 2)", "  3.14" },
        { "QUOTENAME('A$$B]')", "[A$$B]]]" },
        { "CONCAT('a', NULL, 1)", "a1" },
        { "ABS(-2.5)", 2.5m },
        { "ROUND(2.345, 2)", 2.350m },
        { "DATEDIFF(minute, '20240101', '20240102')", 1440 },
        { "DATEPART(year, '2024-02-13')", 2024 },
        { "CONVERT(varchar(30), CAST('2024-02-13T14:05:06.123' AS datetime), 120)", "2024-02-13 14:05:06" },
        { "CONVERT(varchar(30), CAST('2024-02-13T14:05:06.123' AS datetime), 121)", "2024-02-13 14:05:06.123" },
        { "CONVERT(varchar(30), CAST('2024-02-13T14:05:06.123' AS datetime), 126)", "2024-02-13T14:05:06.123" },
        { "CONVERT(varchar(30), CAST('2024-02-13T14:05:06.123' AS datetime), 112)", "20240213" },
        { "CAST(0x0102 AS int)", 258 },
        { "CONVERT(varchar(10), 0x01AB, 1)", "0x01AB" },
        { "TRY_CAST('x' AS int)", null },
        { "CAST('true' AS bit)", true },
        { "PARSENAME('a.b', 1)", "b" },
        { "CASE WHEN N'数据库' LIKE N'数_库' AND 'x5' LIKE '[a-z][0-9]' AND 'a%b' LIKE 'a!%b' ESCAPE '!' THEN 1 END", 1 },
        { "CASE WHEN 3 BETWEEN 1 AND 3 AND 3 IN (1, 3) AND NOT 3 IN (4) THEN 1 END", 1 },
        { "CASE WHEN NULL = NULL THEN 1 ELSE 0 END", 0 },
        { "FORMATMESSAGE('%s-%05d', 'a', 42)", "a-00042" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task AnExpression_HasSqlServersValue(string expression, object? expected)
    {
        using SqlProbe sa = instance.Open();
        Assert.Equal(expected, await sa.ValueAsync(expression));
    }

    [Theory]
    [InlineData("1", SqlTypeCode.Int)]
    [InlineData("1.5", SqlTypeCode.Decimal)]
    [InlineData("1e0", SqlTypeCode.Float)]
    [InlineData("$1", SqlTypeCode.Money)]
    [InlineData("N'a'", SqlTypeCode.NVarChar)]
    [InlineData("'a'", SqlTypeCode.VarChar)]
    [InlineData("0x01", SqlTypeCode.VarBinary)]
    [InlineData("GETDATE()", SqlTypeCode.DateTime)]
    [InlineData("SYSDATETIMEOFFSET()", SqlTypeCode.DateTimeOffset)]
    [InlineData("NEWID()", SqlTypeCode.UniqueIdentifier)]
    [InlineData("SERVERPROPERTY('Edition')", SqlTypeCode.SqlVariant)]
    [InlineData("COUNT_BIG(*)", SqlTypeCode.BigInt)]
    [InlineData("@@SPID", SqlTypeCode.SmallInt)]
    [InlineData("NULL", SqlTypeCode.Int)]
    public async Task AnExpression_HasSqlServersType(string expression, SqlTypeCode expected)
    {
        using SqlProbe sa = instance.Open();
        RecordedAnswer answer = await sa.DoAsync($"SELECT {expression}");
        Assert.Equal(expected, answer.Results[0].Columns[0].Type.Code);
    }

    [Theory]
    [InlineData("1 / 0", 8134)]
    [InlineData("CAST('x' AS int)", 245)]
    [InlineData("CAST('x' AS decimal(5, 2))", 8114)]
    [InlineData("CAST(300 AS tinyint)", 220)]
    [InlineData("CAST(3000000000 AS int)", 8115)]
    [InlineData("CAST(1000 AS decimal(5, 2))", 8115)]
    [InlineData("CAST('nonsense' AS datetime)", 241)]
    [InlineData("CAST('20240231' AS datetime)", 242)]
    [InlineData("CAST('x' AS uniqueidentifier)", 8169)]
    [InlineData("LEFT('a', -1)", 537)]
    [InlineData("@nobody", 137)]
    [InlineData("LEN('a', 'b')", 174)]
    [InlineData("DATEPART(eon, '2024')", 155)]
    public async Task AFailingExpression_FailsWithItsNumber(string expression, int number)
    {
        using SqlProbe sa = instance.Open();
        await sa.FailsAsync($"SELECT {expression}", number);
    }

    [Fact]
    public async Task DateFormat_DecidesHowDatesAreRead()
    {
        using SqlProbe sa = instance.Open();
        await sa.DoAsync("SET DATEFORMAT dmy");
        Assert.Equal(new DateTime(2024, 2, 13), await sa.ValueAsync("CAST('13/02/2024' AS datetime)"));
        await sa.DoAsync("SET DATEFORMAT mdy");
        await sa.FailsAsync("SELECT CAST('13/02/2024' AS datetime)", 242);
    }

    [Fact]
    public async Task AFunctionOfANewerServer_IsUnknownToAnOlderOne()
    {
        using var old = new SqlInstance(new Version(10, 50, 6000, 34));
        using SqlProbe sa = old.Open();
        await sa.FailsAsync("SELECT CONCAT('a', 'b')", 195);
    }
}
