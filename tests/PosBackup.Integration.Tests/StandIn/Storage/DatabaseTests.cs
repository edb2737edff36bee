using Microsoft.Data.Sqlite;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Log;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.Integration.Tests.StandIn.Storage;

/// <summary>Rows in SQLite, their changes in a log of real form.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posbackup-storage-").FullName;
    private readonly Instance _instance;
    private readonly SessionState _session;

    public DatabaseTests()
    {
        _instance = Open();
        _session = _instance.Sessions.Open("sa", "", "", "master", "us_english", DateTimeOffset.UnixEpoch);
    }

    public void Dispose()
    {
        _instance.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void NewServer_HasTheFourSystemDatabases() =>
        Assert.Equal(["master", "tempdb", "model", "msdb"], _instance.Databases.Select(database => database.Name));

    [Fact]
    public void Commit_PutsEveryChangedPageIntoTheLog()
    {
        Database shop = _instance.CreateDatabase("Shop");
        Lsn before = shop.Log.Next;
        Write(shop, "CREATE TABLE t(a); INSERT INTO t VALUES(randomblob(300000));");

        string copy = Path.Combine(_folder, "copy");
        shop.CopyStore(copy);
        byte[] store = File.ReadAllBytes(copy);
        Dictionary<uint, byte[]> images = Images(shop, before);

        Assert.True(images.Count > 70);
        Assert.All(images.Where(image => image.Key != 1), image =>
            Assert.Equal(store.AsSpan((int)(image.Key - 1) * 4096, 4096).ToArray(), image.Value));
        Assert.All(images.Keys, page => Assert.True(shop.ChangedPages.Contains((int)page)));
        Assert.Equal(store.Length / 4096, shop.Facts.StorePages);
    }

    [Fact]
    public void Rollback_LeavesNothingInTheLog()
    {
        Database shop = _instance.CreateDatabase("Shop");
        Write(shop, "CREATE TABLE t(a)");
        Lsn before = shop.Log.Next;
        using (WriteScope _ = shop.BeginWrite(_session, Timeout.InfiniteTimeSpan, CancellationToken.None))
        {
            using SqliteConnection connection = shop.Connect();
            Run(connection, "BEGIN; INSERT INTO t VALUES(randomblob(300000)); ROLLBACK;");
        }

        Assert.Equal(before, shop.Log.Next);
    }

    [Fact]
    public void LogBlocks_JoinWithoutAGapAcrossVirtualLogFiles()
    {
        Database shop = _instance.CreateDatabase("Shop");
        Lsn start = shop.Log.Next;
        Write(shop, "CREATE TABLE t(a)");
        for (int i = 0; i < 6; i++)
            Write(shop, "INSERT INTO t VALUES(randomblob(1000000))");

        Lsn expected = start;
        foreach ((Lsn at, byte[] bytes) in shop.Log.Read(start, shop.Log.Next))
        {
            Assert.True(at == expected || (at.Vlf == expected.Vlf + 1 && at.Block == LogGeometry.FirstBlock));
            expected = at with { Block = at.Block + (uint)(bytes.Length / 512) };
        }

        Assert.Equal(shop.Log.Next, expected);
        Assert.True(expected.Vlf > start.Vlf);
    }

    [Fact]
    public void SecondWriter_WaitsAndThenGivesUp()
    {
        Database shop = _instance.CreateDatabase("Shop");
        using WriteScope first = shop.BeginWrite(_session, Timeout.InfiniteTimeSpan, CancellationToken.None);

        var error = Assert.Throws<SqlStandIn.Tds.SqlErrorException>(() => shop.BeginWrite(_session, TimeSpan.Zero, CancellationToken.None));

        Assert.Equal(1222, error.Messages[0].Number);
    }

    [Fact]
    public void Restart_FindsRowsLogAndFactsAgain()
    {
        Database shop = _instance.CreateDatabase("数据库 [x]");
        Write(shop, "CREATE TABLE t(a); INSERT INTO t VALUES(7)");
        shop.Change(facts => facts with { RecoveryModel = RecoveryModel.BulkLogged });
        Lsn next = shop.Log.Next;
        _instance.Dispose();

        using Instance again = Open();
        Database found = again.Find("数据库 [X]")!;
        using SqliteConnection connection = found.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT a FROM t";

        Assert.Equal(7L, command.ExecuteScalar());
        Assert.Equal(next, found.Log.Next);
        Assert.Equal(RecoveryModel.BulkLogged, found.Facts.RecoveryModel);
    }

    [Fact]
    public void ManyCommits_KeepTheWriteAheadLogSmallAndLoseNothing()
    {
        Database shop = _instance.CreateDatabase("Shop");
        Lsn start = shop.Log.Next;
        Write(shop, "CREATE TABLE t(a)");
        for (int i = 0; i < 12; i++)
            Write(shop, "DELETE FROM t; INSERT INTO t VALUES(randomblob(3000000))");

        string copy = Path.Combine(_folder, "copy");
        shop.CopyStore(copy);
        byte[] store = File.ReadAllBytes(copy);
        byte[] rolled = new byte[store.Length];
        foreach ((uint page, byte[] image) in Images(shop, start))
            image.CopyTo(rolled, (page - 1) * 4096);

        Assert.Equal(store.AsSpan(4096).ToArray(), rolled.AsSpan(4096).ToArray());
        Assert.True(new FileInfo(shop.StorePath + "-wal").Length < 24_000_000);
    }

    [Theory]
    [InlineData(1, 16u)]
    [InlineData(8072, 8087u)]
    [InlineData(8073, 8089u)]
    [InlineData(16159, 16175u)]
    [InlineData(16160, 16177u)]
    public void PageGeometry_SkipsTheFreeSpacePages(int storePage, uint page)
    {
        Assert.Equal(page, PageGeometry.PageOf(storePage));
        Assert.Equal(storePage, PageGeometry.StorePageOf(page));
        Assert.Null(PageGeometry.StorePageOf(8088));
    }

    private static Dictionary<uint, byte[]> Images(Database database, Lsn start)
    {
        var images = new Dictionary<uint, byte[]>();
        foreach ((Lsn _, byte[] bytes) in database.Log.Read(start, database.Log.Next))
        {
            LogBlockReader.Visit(bytes, (Lsn _, in LogRecord record) =>
            {
                if (record.Kind == LogRecordKind.PageImage)
                    images[record.Page] = record.Payload.ToArray();
                return true;
            });
        }

        return images;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private Instance Open() => new(new StandInOptions { DataFolder = _folder, Password = "Secret-1" });

    private void Write(Database database, string sql)
    {
        using WriteScope scope = database.BeginWrite(_session, Timeout.InfiniteTimeSpan, CancellationToken.None);
        using (SqliteConnection connection = database.Connect())
            Run(connection, $"BEGIN; {sql}; COMMIT;");
        scope.Committed();
    }
}
