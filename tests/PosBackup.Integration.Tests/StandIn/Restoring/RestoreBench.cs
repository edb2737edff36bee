using System.Globalization;
using Microsoft.Data.Sqlite;
using PosBackup.Integration.Tests.StandIn.Backups;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.StandIn.Restoring;

/// <summary>A shop, a clock that tests set, and what its receipts are now.</summary>
internal sealed class RestoreBench : IDisposable
{
    public RestoreBench(Func<StandInOptions, StandInOptions>? shape = null) =>
        Shop = new Shop(options => (shape?.Invoke(options) ?? options) with { Clock = Clock });

    public SetClock Clock { get; } = new();

    public Shop Shop { get; }

    /// <summary>Runs a statement that must succeed.</summary>
    public async Task<RecordingResponse> RunAsync(string sql)
    {
        RecordingResponse response = await Shop.RunAsync(sql);
        Assert.True(response.Errors.Count == 0, $"{sql}: {string.Join(" | ", response.Errors.Select(error => $"{error.Number} {error.Text}"))}");
        return response;
    }

    /// <summary>Runs a statement that is refused; answers the numbers of its errors.</summary>
    public async Task<IReadOnlyList<int>> FailAsync(string sql)
    {
        RecordingResponse response = await Shop.RunAsync(sql);
        Assert.DoesNotContain(3014, response.Numbers);
        return [.. response.Errors.Select(error => error.Number)];
    }

    /// <summary>MOVE clauses that put a copy beside the database.</summary>
    public string Moves(string name) =>
        $"MOVE 'Shop' TO '{DataFile(name)}', MOVE 'Shop_log' TO '{Path.Combine(Shop.Folder, $"{name}.ldf")}'";

    public string DataFile(string name) => Path.Combine(Shop.Folder, $"{name}.mdf");

    /// <summary>Ids and notes of all receipts, as text.</summary>
    public string Rows(string database = "Shop")
    {
        Database found = Shop.Instance.Find(database)!;
        found.RequireOnline();
        using SqliteConnection connection = found.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(id || note) FROM (SELECT id, substr(note, 1, 3) AS note FROM receipts ORDER BY id)";
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    public Database Find(string database) => Shop.Instance.Find(database)!;

    /// <summary>Lets an hour pass, sells, and answers the rows and the moment, as STOPAT has it.</summary>
    public (string Rows, string Moment) SellLater(int count)
    {
        Clock.Advance(TimeSpan.FromHours(1));
        Shop.Sell(count);
        string moment = Clock.GetLocalNow().AddMinutes(30).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return (Rows(), moment);
    }

    public void Dispose() => Shop.Dispose();

    /// <summary>A clock that stands, in a zone that is not UTC.</summary>
    internal sealed class SetClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone { get; } =
            TimeZoneInfo.CreateCustomTimeZone("shop", TimeSpan.FromHours(-5), displayName: null, standardDisplayName: null);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan time) => _now += time;
    }
}
