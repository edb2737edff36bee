using System.Globalization;
using System.Text;
using Microsoft.Data.SqlClient;

namespace PosBackup.QuickStart;

/// <summary>A shop with products and receipts.</summary>
internal sealed class Shop(Server server, string database)
{
    private const int RowsAStatement = 1000;

    private static readonly (string Name, decimal Price)[] Goods =
    [
        ("Green tea", 12.80m), ("Notebook A5", 6.50m), ("Umbrella", 39.90m), ("Batteries AA", 15.00m), ("Rice 5 kg", 42.00m),
        ("Soy sauce", 9.90m), ("Phone charger", 59.00m), ("Chocolate", 11.20m), ("Soap", 4.80m), ("USB stick", 35.00m),
    ];

    private readonly Random _random = new(20260301);
    private int _receipts;

    public string Database { get; } = database;

    /// <summary>Where the database is restored to, to look at it.</summary>
    public string Look => Database + "_look";

    /// <summary>Number of the newest receipt.</summary>
    public int Newest => _receipts;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("master", $"CREATE DATABASE [{Database}]", cancellationToken);
        await ExecuteAsync("master", $"ALTER DATABASE [{Database}] SET RECOVERY FULL", cancellationToken);
        await ExecuteAsync(Database, "CREATE TABLE Products (Id int NOT NULL PRIMARY KEY, Name nvarchar(60) NOT NULL, Price decimal(9,2) NOT NULL)", cancellationToken);
        await ExecuteAsync(
            Database,
            "CREATE TABLE Receipts (Id int NOT NULL PRIMARY KEY, SoldAt datetime2(0) NOT NULL, ProductId int NOT NULL, Quantity int NOT NULL, Amount decimal(11,2) NOT NULL)",
            cancellationToken);
        IEnumerable<string> rows = Goods.Select((good, i) => string.Create(CultureInfo.InvariantCulture, $"({i + 1}, N'{good.Name}', {good.Price})"));
        await ExecuteAsync(Database, "INSERT INTO Products (Id, Name, Price) VALUES " + string.Join(", ", rows), cancellationToken);
    }

    /// <summary>Sells: one row a receipt, a thousand rows a statement, all in one transaction.</summary>
    public async Task SellAsync(int count, CancellationToken cancellationToken)
    {
        await using SqlConnection connection = await server.ConnectAsync(Database, cancellationToken);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(cancellationToken);
        for (int left = count; left > 0; left -= RowsAStatement)
        {
            await using SqlCommand insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = Receipts(Math.Min(left, RowsAStatement));
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public Task<(int Receipts, decimal Turnover)> CountAsync(CancellationToken cancellationToken) => CountAsync(Database, cancellationToken);

    public async Task<(int Receipts, decimal Turnover)> CountAsync(string inDatabase, CancellationToken cancellationToken)
    {
        await using SqlConnection connection = await server.ConnectAsync(inDatabase, cancellationToken);
        await using SqlCommand count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*), SUM(Amount) FROM Receipts";
        await using SqlDataReader reader = await count.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetDecimal(1));
    }

    /// <summary>The newest receipts with their amounts, the newest first.</summary>
    public async Task<IReadOnlyList<(int Id, decimal Amount)>> NewestReceiptsAsync(string inDatabase, int count, CancellationToken cancellationToken)
    {
        await using SqlConnection connection = await server.ConnectAsync(inDatabase, cancellationToken);
        await using SqlCommand newest = connection.CreateCommand();
        newest.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT TOP ({count}) Id, Amount FROM Receipts ORDER BY Id DESC");
        await using SqlDataReader reader = await newest.ExecuteReaderAsync(cancellationToken);
        var receipts = new List<(int Id, decimal Amount)>();
        while (await reader.ReadAsync(cancellationToken))
            receipts.Add((reader.GetInt32(0), reader.GetDecimal(1)));

        return receipts;
    }

    /// <summary>A whole second of the instance's clock with nothing in it: all sales are before it, and what follows comes after.</summary>
    public async Task<DateTimeOffset> QuietSecondAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = await NowAsync(cancellationToken);
        DateTimeOffset second = now.AddTicks(TimeSpan.TicksPerSecond - (now.Ticks % TimeSpan.TicksPerSecond));
        while ((now = await NowAsync(cancellationToken)) < second.AddSeconds(1))
            await Task.Delay(second.AddSeconds(1) - now, cancellationToken);

        return second;
    }

    /// <summary>Copies the amounts that were lost back from the restored copy.</summary>
    public Task MendAsync(CancellationToken cancellationToken) => ExecuteAsync(
        $"UPDATE Receipts SET Amount = (SELECT [right].Amount FROM [{Look}].dbo.Receipts AS [right] WHERE [right].Id = Receipts.Id) WHERE Amount = 0", cancellationToken);

    /// <summary>Drops the database and its restored copy, where they are.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (string name in (string[])[Database, Look])
        {
            await ExecuteAsync(
                "master",
                $"IF DB_ID(N'{name}') IS NOT NULL BEGIN ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}] END",
                cancellationToken);
        }
    }

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => ExecuteAsync(Database, sql, cancellationToken);

    private async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        await using SqlConnection connection = await server.ConnectAsync("master", cancellationToken);
        await using SqlCommand now = connection.CreateCommand();
        now.CommandText = "SELECT SYSDATETIMEOFFSET()";
        return (DateTimeOffset)(await now.ExecuteScalarAsync(cancellationToken))!;
    }

    private string Receipts(int count)
    {
        var insert = new StringBuilder("INSERT INTO Receipts (Id, SoldAt, ProductId, Quantity, Amount) VALUES ");
        for (int i = 0; i < count; i++)
        {
            int product = _random.Next(Goods.Length);
            int quantity = _random.Next(1, 6);
            DateTime soldAt = new DateTime(2026, 3, 1, 9, 0, 0).AddSeconds(7 * ++_receipts);
            insert.Append(
                CultureInfo.InvariantCulture,
                $"{(i > 0 ? ", " : "")}({_receipts}, '{soldAt:yyyy-MM-ddTHH:mm:ss}', {product + 1}, {quantity}, {quantity * Goods[product].Price})");
        }

        return insert.ToString();
    }

    private async Task ExecuteAsync(string inDatabase, string sql, CancellationToken cancellationToken)
    {
        await using SqlConnection connection = await server.ConnectAsync(inDatabase, cancellationToken);
        await using SqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
