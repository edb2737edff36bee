using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Tests.Sql;

public sealed class InstanceNameTests
{
    [Theory]
    [InlineData("TILL7", null, "TILL7", null, null)]
    [InlineData(@" TILL7\POS ", null, "TILL7", "POS", null)]
    [InlineData(@"TILL7\POS, 65535", null, "TILL7", "POS", 65535)]
    [InlineData("TCP:till7.shop.example,1", "tcp", "till7.shop.example", null, 1)]
    [InlineData(@"(localdb)\MSSQLLocalDB", null, "(localdb)", "MSSQLLocalDB", null)]
    [InlineData("::1,1433", null, "::1", null, 1433)]
    [InlineData(@"np:\\TILL7\pipe\MSSQL$POS\sql\query", "np", "", null, null)]
    [InlineData(@"\\.\pipe\sql\query", "np", "", null, null)]
    public void Parse_TakesWhatSqlServerCallsAnInstance(string text, string? protocol, string host, string? name, int? port) =>
        Assert.Equal(new InstanceName(protocol, host, name, port), InstanceName.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Server=zz-top;User Id=sa;Password=zz-top")]
    [InlineData("sqlserver://sa:zz-top@TILL7")]
    [InlineData("zz-top;")]
    [InlineData("zz-top'")]
    [InlineData("zz-top\nx")]
    [InlineData("zz-top\0TILL")]
    [InlineData("zz-top,0")]
    [InlineData("zz-top,65536")]
    [InlineData("zz-top,99999999999")]
    [InlineData("zz-top,+1")]
    [InlineData("zz-top,port")]
    [InlineData("zz-top,1,2")]
    [InlineData(@"zz-top\a\b")]
    [InlineData("zz-top:1433")]
    [InlineData(@"\zz-top")]
    [InlineData(",1433")]
    public void Parse_RefusesTheRestAndNeverRepeatsIt(string text)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => new InstanceOptions { Instance = text }.Validate());

        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.NotNull(error.Hint);
        Assert.DoesNotContain("zz-top", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TILL7,1500", 1500)]
    [InlineData(@"TILL7\POS,1500", 1500)]
    [InlineData("tcp:TILL7", 1433)]
    [InlineData(@"TILL7\POS", null)]
    [InlineData(@"(localdb)\MSSQLLocalDB", null)]
    [InlineData("admin:TILL7", null)]
    [InlineData(@"\\.\pipe\sql\query", null)]
    public void SurePort_IsSaidOnlyWhereTcpIsTheOnlyWay(string text, int? port) => Assert.Equal(port, InstanceName.Parse(text).SurePort);
}
