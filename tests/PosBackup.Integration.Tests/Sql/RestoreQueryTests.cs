using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>What a restore asks the instance beforehand.</summary>
public sealed class RestoreQueryTests
{
    [Theory]
    [InlineData("11.0.7001.0")]
    [InlineData("12.0.6024.0")]
    [InlineData("13.0.5026.0")]
    [InlineData("14.0.3456.2")]
    [InlineData("15.0.4430.1")]
    [InlineData("16.0.4165.4")]
    public async Task Queries_AreAnsweredByVersions(string version)
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync(version);
        string full = await shop.BackUpAsync("f.bak");
        string log = await shop.BackUpAsync("l.trn", "LOG");
        await shop.SucceedAsync(shop.Full(full), shop.Log(log) with { Ending = RestoreEnding.Recovery });

        await shop.AskAsync(async (session, instance) =>
        {
            TargetFacts target = (await TargetFactsQuery.ReadAsync(session, instance, "Copy", CancellationToken.None))!;
            Assert.Equal((RecoveryModel.Full, PageVerify.Checksum, DatabaseAccess.MultiUser, "sa", 0), (target.Database.RecoveryModel, target.PageVerify, target.Access, target.Owner, target.OtherSessions));
            Assert.Equal(shop.Full(full).Moves, target.Files.Select(file => new FileMove(file.LogicalName, file.PhysicalName)));
            Assert.Equal([false, true], target.Files.Select(file => file.IsLog));
            Assert.All(target.Files, file => Assert.True(file.Bytes > 0));

            IReadOnlyList<RecordedSet> history = await DatabaseHistoryQuery.ReadAsync(session, "Shop", family: null, instance.ClockOffset, CancellationToken.None);
            Assert.Equal([(BackupKind.Full, full), (BackupKind.Log, log)], history.Select(one => (one.Set.Kind, Assert.Single(one.Devices).Name)));
            Assert.All(history, one => Assert.True(one.Devices[0].IsFile));

            IReadOnlyList<RecordedRestore> restores = await RestoreHistoryQuery.ReadAsync(session, "Copy", count: 5, CancellationToken.None);
            Assert.Equal(
                [(BackupKind.Log, true, history[1].Set.SetGuid), (BackupKind.Full, false, history[0].Set.SetGuid)],
                restores.Select(restore => (restore.Kind, restore.Recovered, restore.SetGuid ?? Guid.Empty)));

            FileFolders folders = await FileFoldersQuery.ReadAsync(session, instance, CancellationToken.None);
            Assert.True(Directory.Exists(folders.Data) && Directory.Exists(folders.Log));
            Assert.False(Path.EndsInDirectorySeparator(folders.Data!));
            Assert.True((await VolumeSpace.ReadAsync(session, instance, CancellationToken.None)).FreeBytes(folders.Data!) > 0);
            return 0;
        });
    }

    [Fact]
    public async Task DatabaseHistory_TellsWhatTheMediaTell()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");
        await shop.SellAsync(2);
        await shop.BackUpAsync("f.bak", options: "DIFFERENTIAL, CHECKSUM, NAME = 'second', DESCRIPTION = 'of two'");
        await shop.BackUpAsync("f.bak", "LOG", "COPY_ONLY");

        await shop.AskAsync(async (session, instance) =>
        {
            IReadOnlyList<BackupSet> media = await MediaHeaders.ReadSetsAsync(session, full, CancellationToken.None);
            IReadOnlyList<RecordedSet> history = await DatabaseHistoryQuery.ReadAsync(session, "Shop", family: null, instance.ClockOffset, CancellationToken.None);

            // msdb tells the letter and the vendor besides, its times to the millisecond, and no bits but those with names.
            Assert.Equal(media.Select(Plain), history.Select(one => Plain(one.Set)));
            return 0;
        });
    }

    [Fact]
    public async Task DatabaseHistory_KnowsStripesNulAndOtherNamesOfTheFamily()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string[] stripes = ["1.bak", "2.bak", "3.bak"];
        await shop.Server.ExecuteAsync($"BACKUP DATABASE Shop TO {string.Join(", ", stripes.Select(name => $"DISK = '{Path.Combine(shop.Server.BackupFolder, name)}'"))}");
        Guid family = (await shop.TargetAsync("Shop"))!.Database.FamilyGuid!.Value;
        await shop.Server.ExecuteAsync("ALTER DATABASE Shop MODIFY NAME = Store");

        await shop.AskAsync(async (session, instance) =>
        {
            Assert.Empty(await DatabaseHistoryQuery.ReadAsync(session, "Store", family: null, instance.ClockOffset, CancellationToken.None));
            RecordedSet set = Assert.Single(await DatabaseHistoryQuery.ReadAsync(session, "Store", family, instance.ClockOffset, CancellationToken.None));
            Assert.Equal(stripes, set.Devices.Select(device => Path.GetFileName(device.Name)));
            return 0;
        });
    }

    [Fact]
    public async Task FileList_TellsTheFilesOfASet()
    {
        await using RestoredShop shop = await RestoredShop.OpenAsync();
        string full = await shop.BackUpAsync("f.bak");

        IReadOnlyList<DatabaseFile> files = await shop.AskAsync((session, _) => FileList.ReadAsync(session, [full], position: 1, CancellationToken.None));
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(
            () => shop.AskAsync((session, _) => FileList.ReadAsync(session, [full], position: 2, CancellationToken.None)));

        Assert.Equal([("Shop", false, 1), ("Shop_log", true, 2)], files.Select(file => (file.LogicalName, file.IsLog, file.FileId)));
        Assert.Equal((await shop.TargetAsync("Shop"))!.Files.Select(file => file.PhysicalName), files.Select(file => file.PhysicalName));
        Assert.All(files, file => Assert.True(file.Size > 0));
        Assert.Equal(ErrorCode.BackupSetNotFound, error.Code);
    }

    [Fact]
    public async Task DatabaseVersion_IsMasters()
    {
        await using var server = Rows("DATABASEPROPERTYEX(N'master', 'Version')", [new("version", TdsType.Int)], [[957]]);

        Assert.Equal(957, await AskAsync(server, session => DatabaseVersionQuery.ReadAsync(session, CancellationToken.None)));
    }

    [Fact]
    public async Task LogMarks_AreReadInTheOrderOfTheLog()
    {
        var at = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified);
        await using var server = Rows(
            "logmarkhistory",
            [new("mark_name", TdsType.SysName), new("description", TdsType.NVarChar(255)), new("user_name", TdsType.SysName), new("lsn", TdsType.LsnNumber), new("mark_time", TdsType.DateTime)],
            [["closing", "till closed", "sa", 37000000012800002m, at], ["closing", null, "sa", 37000000012900001m, at]]);

        IReadOnlyList<LogMark> marks = await AskAsync(server, session => LogMarkQuery.ReadAsync(session, "Shop", CancellationToken.None));

        Assert.Equal(
            [new LogMark("closing", "till closed", "sa", new Lsn(37, 128, 2), at), new LogMark("closing", "", "sa", new Lsn(37, 129, 1), at)],
            marks);
    }

    [Fact]
    public async Task OrphanedUsers_AreThoseWhoseSidNoLoginHas()
    {
        TdsColumn[] columns = [new("name", TdsType.SysName), new("sid", TdsType.VarBinary(85))];
        object?[][] users = [["clerk", new byte[] { 1 }], ["o'neil]x", new byte[] { 2 }], ["till", new byte[] { 3 }]];
        object?[][] logins = [["sa", new byte[] { 9 }], ["clerk", new byte[] { 1 }], ["O'NEIL]X", new byte[] { 7 }]];
        var sent = new List<string>();
        await using ScriptedServer server = ScriptedServer.StartPlain((request, response, _) =>
        {
            sent.Add(request.Text);
            Send(response, columns, request.Text.Contains("sys.server_principals", StringComparison.Ordinal) ? logins : users);
            return Task.CompletedTask;
        });

        IReadOnlyList<OrphanedUser> orphans = await AskAsync(server, async session =>
        {
            IReadOnlyList<OrphanedUser> found = await OrphanedUsersQuery.ReadAsync(session, Facts("16.0.4165.4"), "Shop]x", CancellationToken.None);
            await OrphanedUsersQuery.FixAsync(session, "Shop]x", found[0], CancellationToken.None);
            await OrphanedUsersQuery.ReadAsync(session, Facts("10.50.6000.34"), "Shop]x", CancellationToken.None);
            return found;
        });

        Assert.Equal([new OrphanedUser("o'neil]x", "O'NEIL]X"), new OrphanedUser("till", Login: null)], orphans);
        Assert.Equal("ALTER USER [o'neil]]x] WITH LOGIN = [O'NEIL]]X];", orphans[0].Fix);
        Assert.Null(orphans[1].Fix);
        Assert.Contains("authentication_type", sent[0], StringComparison.Ordinal);
        Assert.StartsWith("USE [Shop]]x];", sent[2], StringComparison.Ordinal);
        Assert.Contains(orphans[0].Fix!, sent[2], StringComparison.Ordinal);
        Assert.DoesNotContain("authentication_type", sent[3], StringComparison.Ordinal);
    }

    private static BackupSet Plain(BackupSet set) => set with
    {
        TypeLetter = '\0',
        SoftwareVendorId = 0,
        DatabaseCreatedAt = null,
        BindingGuid = Guid.Empty,
        Flags = set.Flags & Enum.GetValues<BackupFlags>().Aggregate(static (flags, flag) => flags | flag),
    };

    private static PosBackup.Engine.Backups.Planning.InstanceFacts Facts(string version) => new()
    {
        Name = "TILL",
        Machine = "TILL",
        Version = Version.Parse(version),
        Edition = "Express",
        Collation = "Latin1_General_CI_AS",
        Login = "sa",
    };

    private static ScriptedServer Rows(string part, TdsColumn[] columns, object?[][] rows) => ScriptedServer.StartPlain((request, response, _) =>
    {
        Assert.Contains(part, request.Text, StringComparison.Ordinal);
        Send(response, columns, rows);
        return Task.CompletedTask;
    });

    private static void Send(ITdsResponse response, TdsColumn[] columns, object?[][] rows)
    {
        response.Columns(columns);
        foreach (object?[] row in rows)
            response.Row(row);
        response.Done(command: 193, rowCount: rows.Length);
    }

    private static async Task<T> AskAsync<T>(ScriptedServer server, Func<SqlSession, Task<T>> ask)
    {
        var options = new InstanceOptions
        {
            Instance = $"127.0.0.1,{server.Server.Port}",
            User = "sa",
            Password = new Secret(ScriptedServer.Password),
            Encryption = ConnectionEncryption.Optional,
        };
        await using SqlSession session = await SqlSession.OpenAsync(options, CancellationToken.None);
        return await ask(session);
    }
}
