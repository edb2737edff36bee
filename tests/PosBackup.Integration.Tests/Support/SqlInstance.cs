using PosBackup.SqlStandIn.Sql;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Support;

/// <summary>The stand-in's instance and SQL without a wire; one for a class of tests, each of which works in a database of its own name.</summary>
public class SqlInstance : IDisposable
{
    private const string Password = "Passw0rd";

    private readonly TempFolder _folder = new();
    private readonly SqlSessionFactory _factory;
    private int _names;

    public SqlInstance()
        : this(new Version(16, 0, 4165, 4))
    {
    }

    internal SqlInstance(Version version, string edition = "Developer")
    {
        Instance = new Instance(new StandInOptions { DataFolder = _folder.Path, Password = Password, Version = version, Edition = edition });
        _factory = new SqlSessionFactory(Instance);
    }

    internal Instance Instance { get; }

    internal string Folder => _folder.Path;

    public void Dispose()
    {
        Instance.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A session in a database; master by default.</summary>
    internal SqlProbe Open(string database = "", string login = "sa", string password = Password) =>
        new(_factory.Open(new LoginRequest(login, password, database, "", "till-7", "tests", 0x74000004)));

    /// <summary>A session in a new database.</summary>
    internal SqlProbe OpenNew(out string database)
    {
        database = $"db{Interlocked.Increment(ref _names)}";
        Instance.CreateDatabase(database);
        return Open(database);
    }

    /// <summary>A session in a new database.</summary>
    internal SqlProbe OpenNew() => OpenNew(out _);
}
