using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Backups.Checking;
using PosBackup.SqlStandIn.Backups.Restoring;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.StandIn.Backups;

/// <summary>A server in a folder of its own with one database, Shop, that sells and is backed up without a wire in between.</summary>
internal sealed class Shop : IDisposable
{
    private int _receipts;

    public Shop(Func<StandInOptions, StandInOptions>? shape = null)
    {
        var options = new StandInOptions { DataFolder = Folder, Password = "Secret-1", MachineName = "TILL7" };
        Instance = new Instance(shape?.Invoke(options) ?? options);
        Session = Instance.Sessions.Open("sa", "TILL7", "tests", "master", "us_english", DateTimeOffset.UnixEpoch);
        Database = Instance.CreateDatabase("Shop");
        Write("CREATE TABLE receipts(id INTEGER PRIMARY KEY, note TEXT)");
        Sell(100);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("posbackup-shop-").FullName;

    public Instance Instance { get; }

    public SessionState Session { get; set; }

    public Database Database { get; }

    public string PathOf(string name) => Path.Combine(Instance.Identity.DefaultBackupPath, name);

    public void Sell(int count)
    {
        string rows = string.Join(',', Enumerable.Range(_receipts + 1, count)
            .Select(id => string.Create(CultureInfo.InvariantCulture, $"({id}, '{new string((char)('a' + (id % 26)), 200)}')")));
        _receipts += count;
        Write($"INSERT INTO receipts VALUES {rows}");
    }

    public void Write(string sql)
    {
        using WriteScope scope = Database.BeginWrite(Session, Timeout.InfiniteTimeSpan, CancellationToken.None);
        using (SqliteConnection connection = Database.Connect())
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"BEGIN; {sql}; COMMIT;";
            command.ExecuteNonQuery();
        }

        scope.Committed();
    }

    /// <summary>Runs one BACKUP, RESTORE or DBCC CHECKDB statement; what it refuses lies in the errors.</summary>
    public async Task<RecordingResponse> RunAsync(string sql, RecordingResponse? response = null, CancellationToken cancellationToken = default)
    {
        response ??= new RecordingResponse();
        var script = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out IList<ParseError> errors);
        Assert.Empty(errors);
        var values = new StatementValues(expression => expression switch
        {
            StringLiteral text => text.Value,
            IntegerLiteral number => long.Parse(number.Value, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(expression.GetType().Name),
        });
        try
        {
            if (script.Batches[0].Statements[0] is RestoreStatement restore)
                await RestoreStatementRunner.RunAsync(restore, values, Instance, Session, response, cancellationToken);
            else if (script.Batches[0].Statements[0] is DbccStatement check)
                await CheckDatabaseRunner.RunAsync(check, values, Instance, Session, response, cancellationToken);
            else
                await BackupStatementRunner.RunAsync((BackupStatement)script.Batches[0].Statements[0], values, Instance, Session, response, cancellationToken);
        }
        catch (SqlErrorException error)
        {
            response.Errors.AddRange(error.Messages);
        }

        return response;
    }

    /// <summary>Runs a BACKUP that must succeed; answers the newest set of its first file.</summary>
    public async Task<BackupSet> BackUpAsync(string sql, string file)
    {
        RecordingResponse response = await RunAsync(sql);
        Assert.Empty(response.Errors);
        return (await MediaInspector.InspectAsync(PathOf(file), CancellationToken.None)).Media.Sets[^1];
    }

    public async Task<VerificationReport> VerifyAsync(params string[] files) =>
        await MediaVerifier.VerifyAsync([.. files.Select(PathOf)], new VerifyOptions(), progress: null, CancellationToken.None);

    /// <summary>Rows of a query on msdb.</summary>
    public IReadOnlyList<object?[]> History(string sql)
    {
        using SqliteConnection connection = Instance.Find("msdb")!.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            object?[] row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add(row);
        }

        return rows;
    }

    public void Dispose()
    {
        Instance.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
