using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.History;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>The server without the wire and the language: identity, databases, sessions, logins and faults on demand.</summary>
public sealed class Instance : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, Database> _databases = [];

    /// <summary>Opens the data folder, or makes a new server in it.</summary>
    public Instance(StandInOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Identity = new ServerIdentity(options);
        Logins = new LoginTable(options.LoginName, options.Password);
        StartedAt = Clock.GetLocalNow();
        foreach (string folder in new[] { Identity.DefaultDataPath, Identity.DefaultLogPath, Identity.DefaultBackupPath, FactsFolder })
            Directory.CreateDirectory(folder);
        OpenDatabases();
        foreach (string name in new[] { "master", "tempdb", "model", "msdb" })
        {
            if (Find(name) is null)
                CreateDatabase(name);
        }

        BackupHistory.CreateTables(this);
    }

    /// <summary>
    /// Raised for each thing that the stand-in was asked for and does not know, also when a CATCH block hid it from the client. A test
    /// that meets one has met the stand-in's limit, not the product's.
    /// </summary>
    public event EventHandler<RefusedEventArgs>? Refused;

    public StandInOptions Options { get; }

    public ServerIdentity Identity { get; }

    public SessionTable Sessions { get; } = new();

    public LoginTable Logins { get; }

    public FaultPlan Faults { get; } = new();

    public TimeProvider Clock => Options.Clock;

    /// <summary>When the server started, its local time.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The databases by id, as they are now.</summary>
    public IReadOnlyList<Database> Databases
    {
        get
        {
            lock (_lock)
                return [.. _databases.Values];
        }
    }

    /// <summary>Where snapshots of running backups lie.</summary>
    internal string ScratchFolder => FactsFolder;

    private string FactsFolder => Path.Combine(Options.DataFolder, "facts");

    /// <summary>The database of a name (case counts as little as in the server's collation), or null.</summary>
    public Database? Find(string name) => Databases.FirstOrDefault(database => string.Equals(database.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes an empty database after model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Changes the facts that CREATE DATABASE names: files, owner, collation.</param>
    /// <exception cref="SqlErrorException">1801: there is one of that name.</exception>
    public Database CreateDatabase(string name, Func<DatabaseFacts, DatabaseFacts>? shape = null)
    {
        Database database;
        lock (_lock)
        {
            if (Find(name) is not null)
                throw new SqlErrorException(new SqlMessage(1801, 16, 3, $"Database '{name}' already exists. Choose a different database name."));
            DatabaseFacts facts = NewFacts(name);
            facts = shape?.Invoke(facts) ?? facts;
            RequireFreeFiles(facts);
            database = new Database(this, facts);
            _databases.Add(facts.Id, database);
        }

        database.CreateFiles();
        return database;
    }

    /// <summary>Adds a database whose files a restore will make; it is RESTORING.</summary>
    internal Database AddRestoring(string name, Func<DatabaseFacts, DatabaseFacts> shape)
    {
        lock (_lock)
        {
            var database = new Database(this, shape(NewFacts(name) with { State = DatabaseState.Restoring }));
            _databases.Add(database.Id, database);
            database.Change(facts => facts);
            return database;
        }
    }

    /// <summary>Drops a database and its files.</summary>
    /// <exception cref="SqlErrorException">3701 (unknown), 3708 (system), 3702 (in use).</exception>
    public void DropDatabase(string name, SessionState by)
    {
        Database database = Find(name) ?? throw new SqlErrorException(
            new SqlMessage(3701, 11, 1, $"Cannot drop the database '{name}', because it does not exist or you do not have permission."));
        if (database.IsSystem)
            throw new SqlErrorException(new SqlMessage(3708, 16, 4, $"Cannot drop the database '{name}' because it is a system database."));
        if (Sessions.Using(database.Name).Any())
            throw new SqlErrorException(new SqlMessage(3702, 16, 4, $"Cannot drop database \"{name}\" because it is currently in use."));
        Forget(database);
    }

    public void Dispose()
    {
        foreach (Database database in Databases)
            database.Dispose();
    }

    /// <summary>Tells the subscribers what was refused and to whom. Statements are not repeated: they may hold passwords.</summary>
    internal void TellRefused(string what, SessionState session) =>
        Refused?.Invoke(this, new RefusedEventArgs(session.Spid, session.Database, what));

    internal string FactsPath(int id) => Path.Combine(FactsFolder, $"{id}.json");

    /// <summary>Takes a database and its files away.</summary>
    internal void Forget(Database database)
    {
        lock (_lock)
            _databases.Remove(database.Id);
        database.DeleteFiles();
        database.Dispose();
    }

    private static void RequireFreeFiles(DatabaseFacts facts)
    {
        foreach (string path in new[] { facts.DataFile, facts.LogFile })
        {
            if (File.Exists(path))
                throw new SqlErrorException(new SqlMessage(5170, 16, 1, $"Cannot create file '{path}' because it already exists. Change the file path or the file name, and retry the operation."));
        }
    }

    private void OpenDatabases()
    {
        foreach (string path in Directory.EnumerateFiles(FactsFolder, "*.json"))
        {
            var facts = JsonSerializer.Deserialize<DatabaseFacts>(File.ReadAllBytes(path), StorageJson.Options)!;
            var database = new Database(this, facts);
            _databases.Add(facts.Id, database);
            database.Open();
        }
    }

    private DatabaseFacts NewFacts(string name)
    {
        int id = 1;
        while (_databases.ContainsKey(id))
            id++;
        string file = FileNameOf(name, id);
        Guid fork = Guid.NewGuid();
        return new DatabaseFacts
        {
            Id = id,
            Name = name,
            DataName = name,
            LogName = $"{name}_log",
            DataFile = Path.Combine(Identity.DefaultDataPath, $"{file}.mdf"),
            LogFile = Path.Combine(Identity.DefaultLogPath, $"{file}_log.ldf"),
            RecoveryModel = name is "master" or "tempdb" or "msdb" ? RecoveryModel.Simple : RecoveryModel.Full,
            CompatibilityLevel = Identity.Release.CompatibilityLevel,
            Collation = Identity.Collation,
            Owner = Options.LoginName,
            CreatedAt = Clock.GetLocalNow().DateTime,
            FamilyGuid = fork,
            DatabaseGuid = fork,
            RecoveryFork = fork,
            BindingGuid = Guid.NewGuid(),
            DataFileGuid = Guid.NewGuid(),
            LogFileGuid = Guid.NewGuid(),
        };
    }

    /// <summary>A file name that no database name can lead astray; unlike SQL Server's where the name has odd characters.</summary>
    private static string FileNameOf(string name, int id)
    {
        bool plain = name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        return plain ? name : $"db{id}_{Guid.NewGuid():N}"[..24];
    }
}
