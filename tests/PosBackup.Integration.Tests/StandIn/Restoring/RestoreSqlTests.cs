using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Restoring;

/// <summary>Restoring as a client sees it: T-SQL before, between and after, and what the catalog tells meanwhile.</summary>
public sealed class RestoreSqlTests(SqlInstance instance) : IClassFixture<SqlInstance>
{
    [Theory]
    [InlineData("STOPATMARK = 'm1'", new[] { 1, 2 })]
    [InlineData("STOPBEFOREMARK = 'm1'", new[] { 1 })]
    [InlineData("STOPBEFOREMARK = 'M1' AFTER '2020-01-01'", new[] { 1 })]
    public async Task NamedMark_EndsTheRestoreAtOrBeforeItsTransaction(string stop, int[] rows)
    {
        using SqlProbe shop = await ShopAsync();
        string name = await NameAsync(shop);
        await shop.DoAsync("BEGIN TRAN m1 WITH MARK 'till closed'; INSERT till VALUES (2); COMMIT; INSERT till VALUES (3)");
        await shop.DoAsync($"BACKUP LOG {name} TO DISK = '{name}.trn'");

        await shop.DoAsync($"{RestoreCopy(name)} WITH NORECOVERY, {Moves(name)}; RESTORE LOG copy_{name} FROM DISK = '{name}.trn' WITH {stop}");

        Assert.Equal(rows.Cast<object?>(), (await shop.DoAsync($"SELECT id FROM copy_{name}.dbo.till ORDER BY id")).Column);
    }

    [Fact]
    public async Task UnknownMark_LeavesTheDatabaseRestoring()
    {
        using SqlProbe shop = await ShopAsync();
        string name = await NameAsync(shop);
        await shop.DoAsync($"BACKUP LOG {name} TO DISK = '{name}.trn'");

        RecordedAnswer answer = await shop.DoAsync(
            $"{RestoreCopy(name)} WITH NORECOVERY, {Moves(name)}; RESTORE LOG copy_{name} FROM DISK = '{name}.trn' WITH STOPATMARK = 'nowhere'");

        Assert.Contains(answer.Infos, info => info.Number == 4329);
        Assert.Equal("RESTORING", await StateAsync(shop, $"copy_{name}"));
    }

    [Fact]
    public async Task LsnMark_EndsTheRestoreAtTheSeamOfTwoLogs()
    {
        using SqlProbe shop = await ShopAsync();
        string name = await NameAsync(shop);
        await shop.DoAsync($"INSERT till VALUES (2); BACKUP LOG {name} TO DISK = '{name}1.trn'; INSERT till VALUES (3); BACKUP LOG {name} TO DISK = '{name}2.trn'");
        object? seam = await shop.ValueAsync($"CAST(MIN(last_lsn) AS varchar(30)) FROM msdb.dbo.backupset WHERE database_name = '{name}' AND type = 'L'");

        await shop.DoAsync($"""
            {RestoreCopy(name)} WITH NORECOVERY, {Moves(name)};
            RESTORE LOG copy_{name} FROM DISK = '{name}1.trn' WITH NORECOVERY;
            RESTORE LOG copy_{name} FROM DISK = '{name}2.trn' WITH STOPBEFOREMARK = 'lsn:{seam}'
            """);

        Assert.Equal([1, 2], (await shop.DoAsync($"SELECT id FROM copy_{name}.dbo.till ORDER BY id")).Column);
    }

    [Fact]
    public async Task Standby_IsReadBetweenTwoLogs()
    {
        using SqlProbe shop = await ShopAsync();
        string name = await NameAsync(shop);
        await shop.DoAsync($"INSERT till VALUES (2); BACKUP LOG {name} TO DISK = '{name}1.trn'; INSERT till VALUES (3); BACKUP LOG {name} TO DISK = '{name}2.trn'");
        string undo = Path.Combine(instance.Folder, $"{name}.tuf");

        await shop.DoAsync($"{RestoreCopy(name)} WITH STANDBY = '{undo}', {Moves(name)}; RESTORE LOG copy_{name} FROM DISK = '{name}1.trn' WITH STANDBY = '{undo}'");
        Assert.Equal([1, 2], (await shop.DoAsync($"USE copy_{name}; SELECT id FROM till ORDER BY id")).Column);
        await shop.FailsAsync("INSERT till VALUES (9)", 3906);
        Assert.Equal(
            ["ONLINE", true, true],
            (await shop.DoAsync("SELECT state_desc, is_in_standby, is_read_only FROM sys.databases WHERE database_id = DB_ID()")).Row);
        Assert.True(File.Exists(undo));
        await shop.FailsAsync($"RESTORE LOG copy_{name} FROM DISK = '{name}2.trn'", 3102, 3013);

        await shop.DoAsync($"USE master; RESTORE LOG copy_{name} FROM DISK = '{name}2.trn' WITH RECOVERY");
        Assert.Equal([1, 2, 3], (await shop.DoAsync($"SELECT id FROM copy_{name}.dbo.till ORDER BY id")).Column);
        Assert.Equal([false, false], (await shop.DoAsync($"SELECT is_in_standby, is_read_only FROM sys.databases WHERE name = 'copy_{name}'")).Row);
        Assert.False(File.Exists(undo));
    }

    [Fact]
    public async Task RestoringDatabase_TellsWhereItsLogGoesOn()
    {
        using SqlProbe shop = await ShopAsync();
        string name = await NameAsync(shop);
        await shop.DoAsync($"{RestoreCopy(name)} WITH NORECOVERY, {Moves(name)}");

        object? last = await shop.ValueAsync($"last_lsn FROM msdb.dbo.backupset WHERE database_name = '{name}'");
        string file = $"FROM sys.master_files WHERE database_id = DB_ID('copy_{name}') AND type = 0";
        Assert.Equal([last, last, "RESTORING"], (await shop.DoAsync($"SELECT redo_start_lsn, redo_target_lsn, state_desc {file}")).Row);
        Assert.Equal(1, await shop.ValueAsync($"CASE WHEN redo_start_fork_guid IS NULL THEN 0 ELSE 1 END {file}"));

        await shop.DoAsync($"RESTORE DATABASE copy_{name} WITH RECOVERY");
        Assert.Equal([null, null, "ONLINE"], (await shop.DoAsync($"SELECT redo_start_lsn, redo_target_lsn, state_desc {file}")).Row);
        await shop.FailsAsync($"RESTORE DATABASE copy_{name} WITH RECOVERY", 3153, 3013);
    }

    [Theory]
    [InlineData("NORECOVERY", "RESTORING")]
    [InlineData("STANDBY = '{0}'", "ONLINE")]
    public async Task TailLogBackup_LeavesTheDatabaseReadyForRestore(string ending, string state)
    {
        using SqlProbe shop = await ShopAsync();
        string name = await NameAsync(shop);
        object? fork = await shop.ValueAsync("recovery_fork_guid FROM sys.database_recovery_status WHERE database_id = DB_ID()");
        string undo = Path.Combine(instance.Folder, $"{name}.tuf");
        await shop.DoAsync($"INSERT till VALUES (2); USE master; BACKUP LOG {name} TO DISK = '{name}.trn' WITH {ending.Replace("{0}", undo, StringComparison.Ordinal)}");

        Assert.Equal(state, await StateAsync(shop, name));
        Assert.Equal(state == "ONLINE", await shop.ValueAsync($"is_in_standby FROM sys.databases WHERE name = '{name}'"));
        Assert.Equal(state == "ONLINE", File.Exists(undo));
        if (state == "ONLINE")
            Assert.Equal(2, await shop.ValueAsync($"COUNT(*) FROM {name}.dbo.till"));
        else
            await shop.FailsAsync($"USE {name}", 927);

        await shop.DoAsync($"RESTORE DATABASE {name} WITH RECOVERY; USE {name}; INSERT till VALUES (3)");
        Assert.Equal(3, await shop.ValueAsync("COUNT(*) FROM till"));
        Assert.NotEqual(fork, await shop.ValueAsync("recovery_fork_guid FROM sys.database_recovery_status WHERE database_id = DB_ID()"));
    }

    [Fact]
    public async Task DatabaseInUse_IsRestoredOnlyWhenTheOthersAreOut()
    {
        await using var server = LocalStandIn.Start();
        string name = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"CREATE TABLE till (id int); INSERT till VALUES (1); BACKUP DATABASE {name} TO DISK = 'f.bak'; INSERT till VALUES (2)", name);
        await using Microsoft.Data.SqlClient.SqlConnection other = await server.ConnectAsync(name);

        var refused = await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(
            () => server.ExecuteAsync($"RESTORE DATABASE {name} FROM DISK = 'f.bak' WITH REPLACE"));
        Assert.Equal(3101, refused.Number);

        await server.ExecuteAsync($"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; RESTORE DATABASE {name} FROM DISK = 'f.bak' WITH REPLACE");
        Assert.Equal(1, await server.ScalarAsync("SELECT COUNT(*) FROM till", name));
        Assert.Equal("MULTI_USER", await server.ScalarAsync($"SELECT user_access_desc FROM sys.databases WHERE name = '{name}'"));
    }

    [Fact]
    public async Task History_KnowsSetDestinationAndFiles()
    {
        using SqlProbe shop = await ShopAsync();
        string name = await NameAsync(shop);
        await shop.DoAsync($"{RestoreCopy(name)} WITH {Moves(name)}");

        RecordedAnswer answer = await shop.DoAsync($"""
            SELECT r.restore_type, r.replace, r.recovery, b.database_name, f.file_number, f.destination_phys_name
            FROM msdb.dbo.restorehistory AS r
            JOIN msdb.dbo.backupset AS b ON b.backup_set_id = r.backup_set_id
            JOIN msdb.dbo.restorefile AS f ON f.restore_history_id = r.restore_history_id
            WHERE r.destination_database_name = 'copy_{name}' ORDER BY f.file_number
            """);

        Assert.Equal(2, answer.Results[^1].Rows.Count);
        Assert.Equal(["D", false, true, name, 1m, Path.Combine(instance.Folder, $"copy_{name}.mdf")], answer.Results[^1].Rows[0]);
    }

    [Fact]
    public async Task VolumesOfFiles_AreTold()
    {
        using SqlProbe shop = instance.OpenNew(out string name);
        RecordedAnswer answer = await shop.DoAsync($"""
            SELECT v.volume_mount_point, v.total_bytes, v.available_bytes FROM sys.master_files AS f
            CROSS APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) AS v WHERE f.database_id = DB_ID('{name}')
            """);
        Assert.Equal(2, answer.Results[^1].Rows.Count);
        Assert.All(answer.Results[^1].Rows, row => Assert.True((long)row[1]! > (long)row[2]! && (long)row[2]! > 0));
        Assert.All(answer.Results[^1].Rows, row => Assert.StartsWith((string)row[0]!, instance.Folder, StringComparison.Ordinal));
    }

    private async Task<SqlProbe> ShopAsync()
    {
        SqlProbe shop = instance.OpenNew(out string name);
        await shop.DoAsync($"CREATE TABLE till (id int PRIMARY KEY); INSERT till VALUES (1); BACKUP DATABASE {name} TO DISK = '{name}.bak'");
        return shop;
    }

    private static async Task<string> NameAsync(SqlProbe shop) => (string)(await shop.ValueAsync("DB_NAME()"))!;

    private static async Task<object?> StateAsync(SqlProbe shop, string name) => await shop.ValueAsync($"state_desc FROM sys.databases WHERE name = '{name}'");

    private static string RestoreCopy(string name) => $"RESTORE DATABASE copy_{name} FROM DISK = '{name}.bak'";

    private string Moves(string name) =>
        $"MOVE '{name}' TO '{Path.Combine(instance.Folder, $"copy_{name}.mdf")}', MOVE '{name}_log' TO '{Path.Combine(instance.Folder, $"copy_{name}.ldf")}'";
}
