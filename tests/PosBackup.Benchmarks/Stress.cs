using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Benchmarks;

/// <summary>
/// Many clients at once that sell, read, back up, cancel at random moments and hang up without a goodbye. At the end every sale that was
/// confirmed must be there, every backup that was confirmed must be intact, and the server must not have complained of a bug.
/// </summary>
internal sealed class Stress
{
    private const string Password = "Stress|123";

    private readonly StandInServer _server;
    private readonly string _connectionString;
    private readonly ConcurrentDictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _errors = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _backups = [];
    private int _confirmedSales;
    private int _lastBackup;

    private Stress(StandInServer server)
    {
        _server = server;
        _connectionString = new SqlConnectionStringBuilder
        {
            DataSource = server.DataSource,
            UserID = "sa",
            Password = Password,
            TrustServerCertificate = true,
            InitialCatalog = "shop",
            ConnectRetryCount = 0,
            MaxPoolSize = 500,
        }.ConnectionString;
    }

    public static Command Command()
    {
        var clients = new Option<int>("--clients") { DefaultValueFactory = _ => 20, Description = "Clients at once." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 30, Description = "How long." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Of what the clients choose to do." };
        var command = new Command("stress", "Many clients, random cancels, against the stand-in.") { clients, seconds, seed };
        command.SetAction(given => RunAsync(given.GetValue(clients), TimeSpan.FromSeconds(given.GetValue(seconds)), given.GetValue(seed)));
        return command;
    }

    private static async Task<int> RunAsync(int clients, TimeSpan duration, int seed)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("posbackup-stress-");
        var log = new ConcurrentQueue<string>();
        try
        {
            await using StandInServer server = StandInServer.Start(
                new StandInOptions { DataFolder = folder.FullName, Password = Password }, new TdsServerOptions { Log = log.Enqueue });
            var stress = new Stress(server);
            await stress.PrepareAsync();
            using var end = new CancellationTokenSource(duration);
            await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Task.Run(() => stress.PlayAsync(new Random(seed + i), end.Token))));
            return await stress.JudgeAsync(log) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task PrepareAsync()
    {
        _server.Instance.CreateDatabase("shop");
        await using var connection = new SqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand("CREATE TABLE dbo.Sales (Id uniqueidentifier NOT NULL PRIMARY KEY, Amount decimal(9,2) NOT NULL)", connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task PlayAsync(Random random, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            string name = random.Next(10) switch
            {
                < 4 => "sell",
                < 6 => "read",
                < 8 => "wait and cancel",
                < 9 => "back up",
                _ => "back up and cancel",
            };
            try
            {
                await using var connection = new SqlConnection(_connectionString);
                await connection.OpenAsync(CancellationToken.None);
                await (name switch
                {
                    "sell" => SellAsync(connection, random),
                    "read" => ReadAsync(connection, random),
                    "wait and cancel" => WaitAndCancelAsync(connection, random),
                    "back up" => BackUpAsync(connection, cancelAfter: null),
                    _ => BackUpAsync(connection, TimeSpan.FromMilliseconds(random.Next(60))),
                });
                _done.AddOrUpdate(name, 1, (_, n) => n + 1);
            }
            catch (SqlException e)
            {
                _errors.AddOrUpdate($"{name}: {e.Number} {e.Message.Split('\n')[0]}", 1, (_, n) => n + 1);
            }
        }
    }

    private async Task SellAsync(SqlConnection connection, Random random)
    {
        int rows = random.Next(1, 20);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync();
        for (int i = 0; i < rows; i++)
        {
            await using var command = new SqlCommand("INSERT INTO dbo.Sales VALUES (@id, @amount)", connection, transaction);
            command.Parameters.AddWithValue("@id", Guid.NewGuid());
            command.Parameters.AddWithValue("@amount", 9.9m);
            await command.ExecuteNonQueryAsync();
        }

        if (random.Next(4) == 0)
        {
            await transaction.RollbackAsync();
            return;
        }

        await transaction.CommitAsync();
        Interlocked.Add(ref _confirmedSales, rows);
    }

    private static async Task ReadAsync(SqlConnection connection, Random random)
    {
        await using var command = new SqlCommand("SELECT Id, Amount FROM dbo.Sales ORDER BY Id", connection);
        await using SqlDataReader reader = await command.ExecuteReaderAsync();
        for (int rows = random.Next(200); rows > 0 && await reader.ReadAsync(); rows--)
            reader.GetGuid(0);
        command.Cancel();
    }

    private static async Task WaitAndCancelAsync(SqlConnection connection, Random random)
    {
        await using var command = new SqlCommand("WAITFOR DELAY '00:00:10'", connection);
        await CancelledAsync(command, TimeSpan.FromMilliseconds(random.Next(40)));
    }

    private async Task BackUpAsync(SqlConnection connection, TimeSpan? cancelAfter)
    {
        string path = Path.Combine(_server.Instance.Identity.DefaultBackupPath, $"{Interlocked.Increment(ref _lastBackup)}.bak");
        await using var command = new SqlCommand($"BACKUP DATABASE shop TO DISK = N'{path}' WITH INIT, CHECKSUM, COPY_ONLY", connection);
        if (cancelAfter is { } moment)
        {
            await CancelledAsync(command, moment);
            File.Delete(path);
            return;
        }

        await Task.Run(() => command.ExecuteNonQuery());
        _backups.Add(path);
    }

    private static async Task CancelledAsync(SqlCommand command, TimeSpan after)
    {
        Task running = Task.Run(() => command.ExecuteNonQuery());
        await Task.Delay(after);
        command.Cancel();
        try
        {
            await running;
        }
        catch (SqlException e) when (e.Message.Contains("cancelled by user", StringComparison.Ordinal))
        {
            // As wished.
        }
    }

    private async Task<bool> JudgeAsync(ConcurrentQueue<string> log)
    {
        SqlConnection.ClearAllPools();
        await using var connection = new SqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand("SELECT COUNT(*) FROM dbo.Sales", connection);
        int sales = (int)(await command.ExecuteScalarAsync())!;

        int damaged = 0;
        foreach (string path in _backups)
        {
            VerificationReport report = await MediaVerifier.VerifyAsync([path], new VerifyOptions(), progress: null, CancellationToken.None);
            damaged += report.Verdict == Verdict.Intact ? 0 : 1;
        }

        List<string> bugs = [.. log.Where(line => line.StartsWith("bug", StringComparison.Ordinal))];
        foreach ((string what, int count) in _done.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Console.WriteLine($"{count,8}  {what}");
        foreach ((string what, int count) in _errors.OrderByDescending(pair => pair.Value))
            Console.WriteLine($"{count,8}  error in {what}");
        foreach (string bug in bugs.Take(5))
            Console.WriteLine(bug);
        Console.WriteLine(
            $"{sales} sales of {_confirmedSales} confirmed, {_backups.Count} backups with {damaged} not intact, {bugs.Count} bugs, " +
            $"{Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB at most");
        return sales == _confirmedSales && damaged == 0 && bugs.Count == 0;
    }
}
