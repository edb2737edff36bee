using System.Collections.Concurrent;

namespace PosBackup.SqlStandIn.Storage.Sessions;

/// <summary>SQL logins and their server roles. They are as long as the server runs.</summary>
public sealed class LoginTable
{
    private readonly ConcurrentDictionary<string, Login> _logins = new(StringComparer.OrdinalIgnoreCase);

    internal LoginTable(string administrator, string password) => Add(new Login(administrator, password, sid: [1]) { ServerRoles = { "sysadmin" } });

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
/// <param name="name">Its name.</param>
/// <param name="password">Its password.</param>
/// <param name="sid">Its sid; null for one that no other login has, on no server.</param>
public sealed class Login(string name, string password, byte[]? sid = null)
{
    public string Name { get; } = name;

    public string Password { get; set; } = password;

    /// <summary>What users of databases are tied to; another server gives a login of the same name another one.</summary>
    public byte[] Sid { get; } = sid ?? Guid.NewGuid().ToByteArray();

    public bool IsDisabled { get; set; }

    /// <summary>Fixed server roles: sysadmin, dbcreator, processadmin …</summary>
    public ISet<string> ServerRoles { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    public bool IsSysAdmin => ServerRoles.Contains("sysadmin");

    /// <summary>Whether the login may enter the database.</summary>
    public bool CanEnter(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return IsSysAdmin || database.Name is "master" or "tempdb" or "msdb" || Owns(database) || database.Users.Of(this) is not null;
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
        return database.Users.Of(this)?.IsIn(role) == true;
    }

    private bool Owns(Database database) => string.Equals(database.Facts.Owner, Name, StringComparison.OrdinalIgnoreCase);
}
