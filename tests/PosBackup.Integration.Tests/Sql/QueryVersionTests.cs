using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>The engine's own queries run on every version that it is to serve.</summary>
public sealed class QueryVersionTests
{
    [Theory]
    [InlineData("10.50.6000.34")]
    [InlineData("11.0.7001.0")]
    [InlineData("13.0.5026.0")]
    [InlineData("15.0.4430.1")]
    [InlineData("16.0.4165.4")]
    [InlineData("17.0.1000.7")]
    public async Task Queries_AreUnderstood(string version)
    {
        await using var server = LocalStandIn.Start(options => options with { Version = Version.Parse(version) });
        string database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"BACKUP DATABASE {database} TO DISK = 'f.bak'; BACKUP LOG {database} TO DISK = 'l.trn'");
        await using SqlSession session = await SqlSession.OpenAsync(server.Options, CancellationToken.None);

        InstanceFacts instance = await InstanceFactsQuery.ReadAsync(session, CancellationToken.None);
        Assert.Equal(Version.Parse(version), instance.Version);
        DatabaseFacts found = Assert.Single(await DatabaseListQuery.ReadAsync(session, CancellationToken.None), one => one.Name == database);
        Assert.NotNull(found.Base);
        Assert.NotNull(found.LastLogBackupLsn);
        Assert.NotNull(found.FamilyGuid);
        Assert.Equal(server.BackupFolder, await DefaultFolderQuery.ReadAsync(session, instance, CancellationToken.None));
        Assert.NotEmpty(await DriveSpace.ReadAsync(session, CancellationToken.None));
        Assert.NotEmpty((await ServiceAccountQuery.ReadAsync(session, instance, CancellationToken.None)).Name);
        Assert.True((await LastSizeQuery.ReadAsync(session, database, BackupKind.Full, CancellationToken.None))!.Plain > 0);
        Assert.True((await UsedLogQuery.ReadAsync(session, database, CancellationToken.None))!.Bytes > 0);
        Assert.True((await UsedSpaceQuery.ReadAsync(session, database, CancellationToken.None))!.Bytes > 0);
        if (instance.Version >= ChangedSpaceQuery.Since)
            Assert.NotNull((await ChangedSpaceQuery.ReadAsync(session, database, CancellationToken.None))!.Bytes);
        Assert.Null(await CertificateQuery.ReadAsync(session, "none", CancellationToken.None));
        Assert.False(await RunningBackupsQuery.AnyAsync(session, database, CancellationToken.None));
        Assert.NotNull(await RequestProgressQuery.ReadAsync(session, session.Id, CancellationToken.None));
        Assert.Equal(2, (await BackupHistoryQuery.ReadAsync(
            session, database, found.Base.SetGuid, Lsn.Zero, TimeSpan.Zero, CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData("10.50.6000.34", 661)]
    [InlineData("11.0.7001.0", 706)]
    [InlineData("13.0.5026.0", 852)]
    [InlineData("15.0.4430.1", 904)]
    [InlineData("16.0.4165.4", 957)]
    [InlineData("17.0.1000.7", 998)]
    public async Task QueriesOfRestores_AreUnderstood(string version, int databaseVersion)
    {
        await using var server = LocalStandIn.Start(options => options with { Version = Version.Parse(version) });
        string database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"""
            CREATE TABLE till (id int); CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234'; CREATE USER clerk FOR LOGIN clerk;
            BACKUP DATABASE {database} TO DISK = 'f.bak';
            BEGIN TRAN closing WITH MARK 'till closed'; INSERT till VALUES (1); COMMIT;
            BACKUP LOG {database} TO DISK = 'l.trn';
            USE master; DROP LOGIN clerk; CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234';
            BACKUP LOG {database} TO DISK = 'tail.trn' WITH NORECOVERY
            """, database);
        await using SqlSession session = await SqlSession.OpenAsync(server.Options, CancellationToken.None);
        InstanceFacts instance = await InstanceFactsQuery.ReadAsync(session, CancellationToken.None);

        Assert.Equal(databaseVersion, await DatabaseVersionQuery.ReadAsync(session, CancellationToken.None));
        Assert.NotNull((await FileFoldersQuery.ReadAsync(session, instance, CancellationToken.None)).Data);
        Assert.NotNull((await VolumeSpace.ReadAsync(session, instance, CancellationToken.None)).FreeBytes(server.BackupFolder));
        TargetFacts target = (await TargetFactsQuery.ReadAsync(session, instance, database, CancellationToken.None))!;
        Assert.NotNull(target.RedoStartLsn);
        Assert.NotNull(target.RedoStartForkGuid);
        Assert.Equal(0, target.OtherSessions);
        Assert.Equal("sa", target.Owner);

        await server.ExecuteAsync($"RESTORE DATABASE {database} WITH RECOVERY");
        LogMark mark = Assert.Single(await LogMarkQuery.ReadAsync(session, database, CancellationToken.None));
        Assert.Equal(("closing", "till closed", "sa"), (mark.Name, mark.Description, mark.User));
        Assert.Equal(3, (await DatabaseHistoryQuery.ReadAsync(session, database, family: null, TimeSpan.Zero, CancellationToken.None)).Count);
        Assert.Empty(await RestoreHistoryQuery.ReadAsync(session, database, count: 5, CancellationToken.None));
        OrphanedUser orphan = Assert.Single(await OrphanedUsersQuery.ReadAsync(session, instance, database, CancellationToken.None));
        Assert.Equal(new OrphanedUser("clerk", "clerk"), orphan);
        await OrphanedUsersQuery.FixAsync(session, database, orphan, CancellationToken.None);
        Assert.Empty(await OrphanedUsersQuery.ReadAsync(session, instance, database, CancellationToken.None));
    }
}
