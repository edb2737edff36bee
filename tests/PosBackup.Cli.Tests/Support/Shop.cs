using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.Data.SqlClient;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.SqlStandIn;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Cli.Tests.Support;

/// <summary>A stand-in server with a database "Shop", and the program run against it.</summary>
public sealed class Shop : IAsyncLifetime
{
    internal const string Password = "Pässwörd;'|\"123";

    private readonly string _folder = Directory.CreateTempSubdirectory("posbackup-test-").FullName;
    private readonly StandInServer _server;

    public Shop()
    {
        _server = StandInServer.Start(new StandInOptions { DataFolder = Path.Combine(_folder, "server"), Edition = "Express", Password = Password, Clock = Clock });
        File.WriteAllBytes(Certificate, _server.Wire.Certificate.Export(X509ContentType.Cert));
        Directory.CreateDirectory(Backups);
    }

    /// <summary>The clock of the server.</summary>
    internal ShiftedClock Clock { get; } = new();

    public FaultPlan Faults => _server.Instance.Faults;

    public string Backups => Path.Combine(_folder, "backups");

    /// <summary>Where drills leave evidence.</summary>
    public string Evidence => Path.Combine(_folder, "evidence");

    /// <summary>What is remembered of restores and drills under way.</summary>
    public string State => Path.Combine(_folder, "restores");

    /// <summary>The options that say where the server is.</summary>
    public string[] Instance => As("sa");

    public string[] Catalog => ["--catalog", Path.Combine(_folder, "catalog.db")];

    /// <summary>The same for a request to <c>serve</c>.</summary>
    internal JsonObject Served => new() { ["name"] = _server.DataSource, ["user"] = "sa", ["password"] = Password, ["serverCertificate"] = Certificate };

    /// <summary>The file of the catalog.</summary>
    internal string CatalogFile => Catalog[1];

    private InstanceOptions Login => new() { Instance = _server.DataSource, User = "sa", Password = new Secret(Password), ServerCertificate = Certificate };

    private string Certificate => Path.Combine(_folder, "server.cer");

    public async Task InitializeAsync()
    {
        await ExecuteAsync("master", "CREATE DATABASE [Shop]");
        await ExecuteAsync("Shop", "CREATE TABLE Products (Id int NOT NULL PRIMARY KEY, Name nvarchar(60) NOT NULL)");
        await SellAsync();
    }

    /// <summary>The same with another login, which <see cref="CreateLoginAsync"/> made.</summary>
    public string[] As(string login) => ["--instance", _server.DataSource, "--user", login, "--server-certificate", Certificate];

    /// <summary>Makes a login with the password of all, and a user of the shop that is in no role.</summary>
    public async Task CreateLoginAsync(string login)
    {
        await ExecuteAsync("master", $"CREATE LOGIN [{login}] WITH PASSWORD = N'{Password.Replace("'", "''", StringComparison.Ordinal)}'");
        await ExecuteAsync("Shop", $"CREATE USER [{login}] FOR LOGIN [{login}]");
    }

    public Task SellAsync() => ExecuteAsync("Shop", $"INSERT INTO Products (Id, Name) VALUES ({Random.Shared.Next(1, int.MaxValue)}, N'tea')");

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal Task<ProgramResult> RunAsync(string[] arguments, Func<System.Diagnostics.Process, Task>? meanwhile = null) => TheProgram.RunAsync(
        arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["POSBACKUP_SQL_PASSWORD"] = Password }, meanwhile);

    internal Task<ProgramResult> BackUpAsync(params string[] more) =>
        RunAsync(["backup", .. Instance, "--folder", Backups, .. Catalog, .. more]);

    /// <summary>
    /// A backup of the shop by the engine in this process, for tests of what comes after backups: a process for each would take most of their time.
    /// </summary>
    internal async Task<BackupSet> TakeAsync(BackupKind kind, BackupOptions? options = null) => (await TakenAsync(kind, options ?? new BackupOptions { Instance = Login })).Set!;

    /// <summary>The same, and gives its media file.</summary>
    internal async Task<string> TakeFileAsync(BackupKind kind) => Assert.Single((await TakenAsync(kind, new BackupOptions { Instance = Login })).Files).Path;

    /// <summary>Ships all backups to a target by the engine in this process, likewise.</summary>
    internal async Task ShipAsync(string targetsFile, string name)
    {
        TargetFile targets = await new TargetFileStore(targetsFile, "0042").ReadAsync();
        var runner = new SyncRunner(new BackupCatalog(Catalog[1]), TargetAccess.Registry(targets), Path.Combine(_folder, "transfers"));
        SyncReport shipped = await runner.RunAsync(new SyncOptions { Store = targets.Store, Targets = [targets.Get(name)] }, NullObserver.Instance);
        Assert.Equal(SyncOutcome.Succeeded, Assert.Single(shipped.Targets).Outcome);
    }

    internal Task<ProgramResult> DrillAsync(params string[] more) => DrillAsync(meanwhile: null, more);

    /// <summary>Drills from the folder of the backups.</summary>
    internal Task<ProgramResult> DrillAsync(Func<System.Diagnostics.Process, Task>? meanwhile, params string[] more) =>
        RunAsync(["drill", .. Instance, "--from", Backups, .. Catalog, .. more], meanwhile);

    public async Task ExecuteAsync(string database, string sql)
    {
        await using SqlConnection connection = await ConnectAsync(database);
        await using SqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of the first row; null when there is none.</summary>
    public async Task<object?> ScalarAsync(string database, string sql)
    {
        await using SqlConnection connection = await ConnectAsync(database);
        await using SqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? value : null;
    }

    private async Task<BackupResult> TakenAsync(BackupKind kind, BackupOptions options)
    {
        var runner = new BackupRunner(new BackupCatalog(Catalog[1], Clock), Clock);
        BackupReport report = await runner.RunAsync(options with { Instance = Login, Databases = ["Shop"], Kind = kind, Folder = Backups }, NullObserver.Instance);
        BackupResult result = Assert.Single(report.Results);
        Assert.True(result.Set is not null, result.Message);
        return result;
    }

    private async Task<SqlConnection> ConnectAsync(string database)
    {
        var login = new SqlConnectionStringBuilder
        {
            DataSource = _server.DataSource,
            UserID = "sa",
            Password = Password,
            InitialCatalog = database,
            ServerCertificate = Certificate,
            Pooling = false,
        };
        var connection = new SqlConnection(login.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
