using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.SqlClient;
using PosBackup.Engine;
using PosBackup.Engine.Sql;
using PosBackup.SqlStandIn;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.QuickStart;

/// <summary>The server of the walk: one that exists, or the stand-in, started for it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly SqlConnectionStringBuilder _connection;
    private readonly StandInServer? _standIn;

    private Server(SqlConnectionStringBuilder connection, string? folder, string workFolder, StandInServer? standIn = null)
    {
        _connection = connection;
        _standIn = standIn;
        Folder = folder;
        WorkFolder = workFolder;
    }

    public bool IsStandIn => _standIn is not null;

    public string Name => _connection.DataSource;

    /// <summary>Where backups go, as the instance sees it; null is the instance's own backup folder.</summary>
    public string? Folder { get; }

    /// <summary>Where this program keeps the catalog and its damaged copy.</summary>
    public string WorkFolder { get; }

    /// <summary>How posbackup is told about the server; the password goes by environment.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "--instance", Name,
        .. _connection.UserID.Length > 0 ? (string[])["--user", _connection.UserID] : [],
        .. _connection.ServerCertificate.Length > 0 ? (string[])["--server-certificate", _connection.ServerCertificate] : [],
        .. _connection.TrustServerCertificate ? (string[])["--trust-server-certificate"] : [],
    ];

    /// <summary>How the engine is told about the server.</summary>
    public InstanceOptions Options => new()
    {
        Instance = Name,
        User = _connection.UserID.Length > 0 ? _connection.UserID : null,
        Password = _connection.UserID.Length > 0 ? new Secret(Password) : null,
        ServerCertificate = _connection.ServerCertificate.Length > 0 ? _connection.ServerCertificate : null,
        TrustServerCertificate = _connection.TrustServerCertificate,
    };

    /// <summary>How posbackup is told where backups go.</summary>
    public IReadOnlyList<string> FolderArguments => Folder is { } folder ? ["--folder", folder] : [];

    public string Password => _connection.Password;

    public static Server Real(string instance, string? user, bool trust, string? folder)
    {
        var connection = new SqlConnectionStringBuilder { DataSource = instance, Encrypt = SqlConnectionEncryptOption.Mandatory, TrustServerCertificate = trust, Pooling = false };
        if (user is null)
        {
            connection.IntegratedSecurity = true;
        }
        else
        {
            connection.UserID = user;
            connection.Password = Environment.GetEnvironmentVariable("POSBACKUP_SQL_PASSWORD") ?? "";
        }

        return new Server(connection, folder, NewFolder());
    }

    /// <param name="folder">Folder for everything; null makes one.</param>
    /// <param name="clock">What the instance takes for the time; null is the system's.</param>
    public static Server StandIn(string? folder, TimeProvider? clock = null)
    {
        string work = Directory.CreateDirectory(folder ?? NewFolder()).FullName;
        string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
        StandInServer standIn = StandInServer.Start(new StandInOptions
        {
            DataFolder = Directory.CreateDirectory(Path.Combine(work, "stand-in")).FullName,
            Edition = "Express",
            Password = password,
            Clock = clock ?? TimeProvider.System,
        });
        string certificate = Path.Combine(work, "server.cer");
        File.WriteAllBytes(certificate, standIn.Wire.Certificate.Export(X509ContentType.Cert));
        var connection = new SqlConnectionStringBuilder
        {
            DataSource = standIn.DataSource,
            UserID = "sa",
            Password = password,
            Encrypt = SqlConnectionEncryptOption.Mandatory,
            ServerCertificate = certificate,
            Pooling = false,
        };
        return new Server(connection, Directory.CreateDirectory(Path.Combine(work, "backups")).FullName, work, standIn);
    }

    public async Task<SqlConnection> ConnectAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(_connection.ConnectionString) { InitialCatalog = database }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public ValueTask DisposeAsync() => _standIn?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string NewFolder() => Directory.CreateTempSubdirectory("posbackup-quickstart-").FullName;
}
