using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.SqlClient;
using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>
/// A shop on a server that is another machine as far as files go: the stand-in runs as a process in a mount namespace of its own, with a
/// disk (tmpfs) over its folder that the product does not see. The test sees it through <c>/proc</c>.
/// </summary>
internal sealed class RemoteShop : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();
    private readonly Process _server;
    private string _address = "";

    private RemoteShop()
    {
        string data = Directory.CreateDirectory(_folder.File("data")).FullName;
        Folder = Path.Combine(data, "backups");
        string program = Path.Combine(AppContext.BaseDirectory, "PosBackup.SqlStandIn.dll");
        var start = new ProcessStartInfo(
            "unshare",
            [.. Namespace, "sh", "-c", "mount -t tmpfs tmpfs \"$0\" && mkdir \"$0/backups\" && exec \"$@\"", data, "dotnet", program, "--data", data, "--edition", "Developer", "--until-stdin-ends"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["POSBACKUP_STANDIN_USER"] = "sa";
        start.Environment["POSBACKUP_STANDIN_PASSWORD"] = LocalStandIn.Password;
        _server = Process.Start(start)!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        Catalog = new BackupCatalog(_folder.File("catalog.db"));
    }

    /// <summary>How unshare is called: root needs no namespace of users.</summary>
    public static string[] Namespace => Environment.IsPrivilegedProcess ? ["--mount"] : ["--map-root-user", "--mount"];

    /// <summary>Where backups go, as the server sees it.</summary>
    public string Folder { get; }

    public BackupCatalog Catalog { get; }

    public IStepObserver Steps { get; set; } = NoStepObserver.Instance;

    public InstanceOptions Instance => new() { Instance = _address, User = "sa", Password = new Secret(LocalStandIn.Password), TrustServerCertificate = true };

    public BackupOptions Full => new() { Instance = Instance, Databases = ["Shop"], Folder = Folder };

    /// <summary>Names of the files that the server has in the folder.</summary>
    public IEnumerable<string> ServerFiles => Directory.EnumerateFiles(OnServer(Folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static async Task<RemoteShop> OpenAsync()
    {
        var shop = new RemoteShop();
        try
        {
            string line = await shop._server.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? "";
            Assert.StartsWith("listening on ", line, StringComparison.Ordinal);
            shop._address = line["listening on ".Length..];
            await shop.ExecuteAsync("CREATE DATABASE [Shop]");
            await shop.ExecuteAsync("ALTER DATABASE [Shop] SET RECOVERY FULL");
            await shop.ExecuteAsync("CREATE TABLE Receipts (Id int NOT NULL PRIMARY KEY, Amount int NOT NULL)", "Shop");
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file of the server, for the test's eyes and hands only.</summary>
    public string OnServer(string path) => string.Create(CultureInfo.InvariantCulture, $"/proc/{_server.Id}/root{path}");

    public Task SellAsync(int id) => ExecuteAsync($"INSERT INTO Receipts (Id, Amount) VALUES ({id}, {id * 10})", "Shop");

    public Task FaultAsync(string fault) => ExecuteAsync($"EXEC standin_fault N'{fault}'");

    public async Task ExecuteAsync(string text, string database = "master")
    {
        var login = new SqlConnectionStringBuilder
        {
            DataSource = _address, UserID = "sa", Password = LocalStandIn.Password, InitialCatalog = database, TrustServerCertificate = true, Pooling = false,
        };
        await using var connection = new SqlConnection(login.ConnectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<BackupResult> BackUpAsync(BackupOptions options, IOperationObserver? observer = null, CancellationToken cancellationToken = default) =>
        Assert.Single((await RunAsync(options, observer, cancellationToken)).Results);

    public Task<BackupReport> RunAsync(BackupOptions options, IOperationObserver? observer = null, CancellationToken cancellationToken = default) =>
        new BackupRunner(Catalog) { Steps = Steps }.RunAsync(options, observer ?? NullObserver.Instance, cancellationToken);

    public async Task<BackupResult> SucceedAsync(BackupOptions options)
    {
        BackupResult result = await BackUpAsync(options);
        Assert.True(result.Outcome == RunOutcome.Succeeded, $"{result.Code}: {result.Message} ({result.Hint})");
        return result;
    }

    /// <summary>Takes a backup that hangs half way, and cancels it there.</summary>
    public async Task<BackupResult> CancelHalfWayAsync(BackupOptions options)
    {
        await FaultAsync("hang; at=50; database=Shop");
        using var cancel = new CancellationTokenSource();
        return await BackUpAsync(options, new HalfWay(cancel.Cancel), cancel.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _server.StandardInput.Close();
        try
        {
            await _server.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _server.Kill(entireProcessTree: true);
            throw;
        }
        finally
        {
            _server.Dispose();
            _folder.Dispose();
        }
    }

    /// <summary>Acts when the backup of the shop tells that it has come some way.</summary>
    private sealed class HalfWay(Action act) : IOperationObserver
    {
        public void Started(Operation operation)
        {
        }

        public void Progressed(Operation operation, OperationProgress progress)
        {
            if (operation.Verb is "back up" && progress.Percent > 0)
                act();
        }

        public void Warned(Operation operation, ErrorCode code, string message, string? hint)
        {
        }

        public void Noted(Operation operation, string message)
        {
        }

        public void Finished(Operation operation)
        {
        }
    }
}
