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
        Assert.NotEmpty(await ServiceAccountQuery.ReadAsync(session, instance, CancellationToken.None));
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
}
