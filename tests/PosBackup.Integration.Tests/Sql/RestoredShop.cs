using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>A stand-in with a database Shop in it, whose backups are restored as Copy by the statements under test.</summary>
internal sealed class RestoredShop : IAsyncDisposable
{
    private RestoredShop(LocalStandIn server) => Server = server;

    public LocalStandIn Server { get; }

    public static async Task<RestoredShop> OpenAsync(string? version = null)
    {
        var shop = new RestoredShop(LocalStandIn.Start(options => version is null ? options : options with { Version = Version.Parse(version) }));
        try
        {
            await shop.Server.ExecuteAsync("CREATE DATABASE Shop; ALTER DATABASE Shop SET RECOVERY FULL");
            await shop.Server.ExecuteAsync("CREATE TABLE Receipts (Id int NOT NULL PRIMARY KEY)", "Shop");
            await shop.SellAsync(1);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    public Task SellAsync(int id) => Server.ExecuteAsync($"INSERT INTO Receipts (Id) VALUES ({id})", "Shop");

    /// <summary>Takes a backup under a name in the backup folder, and gives its path.</summary>
    public async Task<string> BackUpAsync(string name, string what = "DATABASE", string options = "CHECKSUM")
    {
        string path = Path.Combine(Server.BackupFolder, name);
        await Server.ExecuteAsync($"BACKUP {what} Shop TO DISK = '{path}' WITH {options}");
        return path;
    }

    /// <summary>RESTORE DATABASE Copy, with its files beside those of Shop.</summary>
    public RestoreCommand Full(string file) => new()
    {
        Database = "Copy",
        Files = [file],
        Moves = [new FileMove("Shop", Path.Combine(Server.BackupFolder, "copy.mdf")), new FileMove("Shop_log", Path.Combine(Server.BackupFolder, "copy.ldf"))],
        Ending = RestoreEnding.NoRecovery,
    };

    public RestoreCommand Next(string file) => new() { Database = "Copy", Files = [file], Ending = RestoreEnding.NoRecovery };

    public RestoreCommand Log(string file) => Next(file) with { IsLog = true };

    public Task<StatementOutcome> RestoreAsync(RestoreCommand command) =>
        new SmoRestore(TimeProvider.System).RunAsync(Server.Options, command, TimeSpan.FromMinutes(10), static _ => { }, CancellationToken.None);

    /// <summary>Restores one after the other; each must succeed. Gives the last outcome.</summary>
    public async Task<StatementOutcome> SucceedAsync(params RestoreCommand[] commands)
    {
        StatementOutcome? last = null;
        foreach (RestoreCommand command in commands)
        {
            last = await RestoreAsync(command);
            Assert.Null(last.Error);
        }

        return last!;
    }

    public Task<StatementOutcome> RunAsync(LongStatement statement) =>
        new StatementRunner(TimeProvider.System).CompleteAsync(Server.Options, statement, TimeSpan.FromMinutes(10), CancellationToken.None);

    public async Task<int> ReceiptsAsync(string database = "Copy") =>
        (int)(await ScalarQuery.ReadAsync(Server.Options, database, "SELECT COUNT(*) FROM Receipts", TimeSpan.FromMinutes(1), CancellationToken.None))!;

    /// <summary>Asks on a session of its own.</summary>
    public async Task<T> AskAsync<T>(Func<SqlSession, InstanceFacts, Task<T>> ask)
    {
        await using SqlSession session = await SqlSession.OpenAsync(Server.Options, CancellationToken.None);
        return await ask(session, await InstanceFactsQuery.ReadAsync(session, CancellationToken.None));
    }

    public Task<TargetFacts?> TargetAsync(string database = "Copy") =>
        AskAsync((session, instance) => TargetFactsQuery.ReadAsync(session, instance, database, CancellationToken.None));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
