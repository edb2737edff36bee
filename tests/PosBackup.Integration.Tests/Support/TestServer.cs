using Microsoft.Data.SqlClient;
using PosBackup.Engine;
using PosBackup.Engine.Sql;

namespace PosBackup.Integration.Tests.Support;

/// <summary>
/// The server a test runs against: the real one that POSBACKUP_TEST_SQL names (a connection string of a sysadmin), else a stand-in of its own.
/// Tests that need a certain edition, version or fault begin with <see cref="LocalStandIn.Start"/> instead.
/// </summary>
internal class TestServer : IAsyncDisposable
{
    private const string ConnectionVariable = "POSBACKUP_TEST_SQL";

    /// <summary>A folder that a real server and the tests see under the same path.</summary>
    private const string FolderVariable = "POSBACKUP_TEST_SQL_FOLDER";

    private readonly SqlConnectionStringBuilder _login;
    private readonly List<string> _databases = [];

    protected TestServer(SqlConnectionStringBuilder login, string backupFolder)
    {
        _login = login;
        BackupFolder = backupFolder;
    }

    /// <summary>Where the server can write backups and the test can read them; empty at the start.</summary>
    public string BackupFolder { get; }

    public string DataSource => _login.DataSource;

    /// <summary>The same server for the engine.</summary>
    public InstanceOptions Options => new()
    {
        Instance = _login.DataSource,
        User = _login.UserID.Length > 0 ? _login.UserID : null,
        Password = _login.UserID.Length > 0 ? new Secret(_login.Password) : null,
        TrustServerCertificate = true,
    };

    public static TestServer Start()
    {
        string? real = Environment.GetEnvironmentVariable(ConnectionVariable);
        if (string.IsNullOrWhiteSpace(real))
            return LocalStandIn.Start();

        string shared = Environment.GetEnvironmentVariable(FolderVariable)
            ?? throw new InvalidOperationException($"{ConnectionVariable} is set; {FolderVariable} must name a folder that server and tests both see.");
        string folder = Directory.CreateDirectory(Path.Combine(shared, $"posbackup-{Guid.NewGuid():N}")).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        return new TestServer(new SqlConnectionStringBuilder(real), folder);
    }

    public string ConnectionString(string database = "master", Action<SqlConnectionStringBuilder>? change = null)
    {
        var builder = new SqlConnectionStringBuilder(_login.ConnectionString)
        {
            InitialCatalog = database,
            TrustServerCertificate = true,
            Pooling = false,
            ConnectRetryCount = 0,
        };
        change?.Invoke(builder);
        return builder.ConnectionString;
    }

    public async Task<SqlConnection> ConnectAsync(string database = "master", Action<SqlConnectionStringBuilder>? change = null)
    {
        var connection = new SqlConnection(ConnectionString(database, change));
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a database under a name that nobody else uses; it is dropped in the end.</summary>
    public async Task<string> CreateDatabaseAsync(string prefix = "shop")
    {
        string name = $"{prefix}_{Guid.NewGuid():N}"[..Math.Min(prefix.Length + 9, 100)];
        _databases.Add(name);
        await ExecuteAsync($"CREATE DATABASE {Quote(name)}");
        return name;
    }

    public async Task ExecuteAsync(string text, string database = "master")
    {
        await using SqlConnection connection = await ConnectAsync(database);
        await using var command = new SqlCommand(text, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>First column of the first row; null when there is none.</summary>
    public async Task<object?> ScalarAsync(string text, string database = "master")
    {
        await using SqlConnection connection = await ConnectAsync(database);
        await using var command = new SqlCommand(text, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    public static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    protected virtual async ValueTask CleanUpAsync()
    {
        foreach (string database in _databases)
        {
            await ExecuteAsync(
                $"IF DB_ID(N'{database.Replace("'", "''", StringComparison.Ordinal)}') IS NOT NULL DROP DATABASE {Quote(database)}");
        }

        Directory.Delete(BackupFolder, recursive: true);
    }
}
