using System.Collections.Concurrent;

namespace PosBackup.SqlStandIn.Storage.Sessions;

/// <summary>SQL logins, their server roles, and what they are in databases.</summary>
public sealed class LoginTable
{
    private readonly ConcurrentDictionary<string, Login> _logins = new(StringComparer.OrdinalIgnoreCase);

    internal LoginTable(string administrator, string password) => Add(new Login(administrator, password) { ServerRoles = { "sysadmin" } });

    public IReadOnlyList<Login> All => [.. _logins.Values.OrderBy(login => login.Name, StringComparer.OrdinalIgnoreCase)];

    public void Add(Login login)
    {
        ArgumentNullException.ThrowIfNull(login);
        _logins[login.Name] = login;
    }

    public void Remove(string name) => _logins.TryRemove(name, out _);

    public Login? Find(string name) => _logins.GetValueOrDefault(name);

    /// <summary>The login when name and password are right, else null.</summary>
    public Login? Check(string name, string password) =>
        Find(name) is { IsDisabled: false } login && string.Equals(login.Password, password, StringComparison.Ordinal) ? login : null;
}

/// <summary>A SQL login. Passwords lie here in the clear: this server guards nothing.</summary>
public sealed class Login(string name, string password)
{
    private readonly ConcurrentDictionary<string, ISet<string>> _databaseRoles = new(StringComparer.OrdinalIgnoreCase);

    public string Name { get; } = name;

    public string Password { get; set; } = password;

    public bool IsDisabled { get; set; }

    /// <summary>Fixed server roles: sysadmin, dbcreator, processadmin …</summary>
    public ISet<string> ServerRoles { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    public bool IsSysAdmin => ServerRoles.Contains("sysadmin");

    /// <summary>Databases where the login is a user, with its roles (db_owner, db_backupoperator, db_datareader …).</summary>
    public IReadOnlyDictionary<string, ISet<string>> DatabaseRoles => _databaseRoles;

    /// <summary>Makes the login a user of a database.</summary>
    public ISet<string> UserOf(string database) => _databaseRoles.GetOrAdd(database, static _ => new HashSet<string>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the login may enter the database.</summary>
    public bool CanEnter(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return IsSysAdmin || database.Name is "master" or "tempdb" or "msdb" || Owns(database) || _databaseRoles.ContainsKey(database.Name);
    }

    /// <summary>Whether the login may take backups of the database.</summary>
    public bool CanBackUp(Database database) =>
        IsSysAdmin || Owns(database) || InRole(database, "db_owner") || InRole(database, "db_backupoperator");

    /// <summary>Whether the login may restore (over) the database; null = a new one.</summary>
    public bool CanRestore(Database? database) => IsSysAdmin || ServerRoles.Contains("dbcreator") || (database is not null && Owns(database));

    /// <summary>Whether the login has a fixed role in the database.</summary>
    public bool InRole(Database database, string role)
    {
        ArgumentNullException.ThrowIfNull(database);
        return _databaseRoles.TryGetValue(database.Name, out ISet<string>? roles) && roles.Contains(role);
    }

    private bool Owns(Database database) => string.Equals(database.Facts.Owner, Name, StringComparison.OrdinalIgnoreCase);
}
