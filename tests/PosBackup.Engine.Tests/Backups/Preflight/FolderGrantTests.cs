using PosBackup.Engine.Backups.Preflight;

namespace PosBackup.Engine.Tests.Backups.Preflight;

public sealed class FolderGrantTests
{
    [Theory]
    [InlineData(@"D:\backup", @"NT SERVICE\MSSQL$POS", @"icacls ""D:\backup"" /grant ""NT SERVICE\MSSQL$POS:(OI)(CI)M""")]
    [InlineData(@"D:\backup", @"SHOP\sqlsvc", @"icacls ""D:\backup"" /grant ""SHOP\sqlsvc:(OI)(CI)M""")]
    [InlineData(@"\\nas\backup", @"NT SERVICE\MSSQL$POS", @"icacls ""\\nas\backup"" /grant ""<DOMAIN>\TILL1$:(OI)(CI)M""")]
    [InlineData(@"\\nas\backup", @"SHOP\sqlsvc", @"icacls ""\\nas\backup"" /grant ""SHOP\sqlsvc:(OI)(CI)M""")]
    [InlineData("/var/backup", "mssql", @"setfacl -R -m ""u:mssql:rwX,d:u:mssql:rwX"" ""/var/backup""")]
    [InlineData("/var/backup", @"NT SERVICE\MSSQLSERVER", @"setfacl -R -m ""u:mssql:rwX,d:u:mssql:rwX"" ""/var/backup""")]
    public void Line_CanBeRunAsItIs(string folder, string account, string line) => Assert.Equal(line, FolderGrant.Line(folder, account, "TILL1"));

    [Fact]
    public void Hint_AsksForTheShareToo() => Assert.Contains("on the share", FolderGrant.Hint(@"\\nas\backup", @"SHOP\sqlsvc", "TILL1"), StringComparison.Ordinal);
}
