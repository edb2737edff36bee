using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>
/// The users of a database. They lie among its rows, so that a backup carries them to other servers: there a user whose sid is no login's is
/// an orphan.
/// </summary>
public sealed class DatabaseUsers
{
    /// <summary>The bookkeeping table in the store.</summary>
    internal const string Table = "\"$users\"";

    private readonly Database _database;

    internal DatabaseUsers(Database database) => _database = database;

    /// <summary>All users besides dbo; none while the database is not open.</summary>
    public IReadOnlyList<DatabaseUser> All
    {
        get
        {
            if (_database is { State: not DatabaseState.Online, Facts.IsStandby: false })
                return [];
            using SqliteConnection connection = _database.Connect();
            return Read(connection, "main");
        }
    }

    /// <summary>The user that a login is here, or null.</summary>
    public DatabaseUser? Of(Login login)
    {
        ArgumentNullException.ThrowIfNull(login);
        return All.FirstOrDefault(user => user.Sid.AsSpan().SequenceEqual(login.Sid));
    }

    /// <summary>Reads the users by a connection that has the store under a schema name.</summary>
    internal static IReadOnlyList<DatabaseUser> Read(SqliteConnection connection, string schema)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT 1 FROM {schema}.sqlite_schema WHERE name = '$users'";
        if (command.ExecuteScalar() is null)
            return [];

        command.CommandText = $"SELECT id, name, sid, roles FROM {schema}.{Table} ORDER BY id";
        using SqliteDataReader reader = command.ExecuteReader();
        var users = new List<DatabaseUser>();
        while (reader.Read())
            users.Add(new DatabaseUser(reader.GetInt32(0), reader.GetString(1), (byte[])reader.GetValue(2), reader.GetString(3).Split(',', StringSplitOptions.RemoveEmptyEntries)));
        return users;
    }
}

/// <summary>A user of a database.</summary>
/// <param name="Id">principal_id, from 5.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sid">Sid of its login, on the server where it was made.</param>
/// <param name="Roles">Fixed roles of the database (db_owner, db_backupoperator, db_datareader …).</param>
public sealed record DatabaseUser(int Id, string Name, byte[] Sid, IReadOnlyList<string> Roles)
{
    /// <summary>Whether it is a member of a role.</summary>
    public bool IsIn(string role) => Roles.Contains(role, StringComparer.OrdinalIgnoreCase);
}
