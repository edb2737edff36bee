using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Sql;

/// <summary>What older versions do not have is missed there as SQL Server misses it.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("10.50.6000.34", "SELECT * FROM sys.dm_os_host_info", 208)]
    [InlineData("13.0.5026.0", "SELECT * FROM sys.dm_os_host_info", 208)]
    [InlineData("14.0.3456.2", "SELECT * FROM sys.dm_os_host_info", 0)]
    [InlineData("13.0.5026.0", "SELECT * FROM sys.dm_os_file_exists(N'/')", 208)]
    [InlineData("10.50.6000.34", "SELECT containment FROM sys.databases", 207)]
    [InlineData("11.0.7001.0", "SELECT containment FROM sys.databases", 0)]
    [InlineData("14.0.3456.2", "SELECT physical_database_name FROM sys.databases", 207)]
    [InlineData("15.0.4430.1", "SELECT physical_database_name FROM sys.databases", 0)]
    [InlineData("13.0.4001.0", "SELECT modified_extent_page_count FROM sys.dm_db_file_space_usage", 207)]
    [InlineData("13.0.5026.0", "SELECT modified_extent_page_count FROM sys.dm_db_file_space_usage", 0)]
    [InlineData("11.0.7001.0", "SELECT key_algorithm FROM msdb.dbo.backupset", 207)]
    [InlineData("12.0.6024.0", "SELECT key_algorithm FROM msdb.dbo.backupset", 0)]
    [InlineData("15.0.4430.1", "SELECT last_valid_restore_time FROM msdb.dbo.backupset", 207)]
    [InlineData("16.0.4165.4", "SELECT last_valid_restore_time FROM msdb.dbo.backupset", 0)]
    [InlineData("17.0.1000.7", "SELECT last_valid_restore_time FROM msdb.dbo.backupset", 0)]
    [InlineData("10.50.6000.34", "SELECT authentication_type FROM sys.database_principals", 207)]
    [InlineData("11.0.7001.0", "SELECT IIF(1 = 1, 'x', 'y')", 0)]
    [InlineData("12.0.6024.0", "DROP TABLE IF EXISTS t", 156)]
    [InlineData("13.0.5026.0", "DROP TABLE IF EXISTS t", 0)]
    public async Task NamesOfLaterVersions_AreUnknown(string version, string sql, int number)
    {
        using var instance = new SqlInstance(Version.Parse(version));
        using SqlProbe probe = instance.Open();
        RecordedAnswer answer = await probe.RunAsync(sql);
        Assert.Equal(number == 0 ? [] : [number], answer.Errors.Select(error => error.Number));
    }

    [Theory]
    [InlineData("10.50.6000.34", "SP3")]
    [InlineData("13.0.5026.0", "SP2")]
    [InlineData("13.0.1601.5", "RTM")]
    [InlineData("16.0.4165.4", "RTM")]
    public async Task ProductLevel_FollowsTheBuild(string version, string level)
    {
        using var instance = new SqlInstance(Version.Parse(version));
        using SqlProbe probe = instance.Open();
        Assert.Equal(level, await probe.ValueAsync("CAST(SERVERPROPERTY('ProductLevel') AS nvarchar(20))"));
    }
}
