using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>What the session's login may do, from its server roles and its roles in databases.</summary>
internal sealed class Permissions(SessionContext session)
{
    private const string Owner = "db_owner";
    private static readonly string[] HistoryPrefixes = ["backup", "restore", "logmarkhistory"];

    private Login Login => session.Instance.Logins.Find(session.State.LoginName) ?? new Login(session.State.LoginName, "");

    public bool IsSysAdmin => Login.IsSysAdmin;

    public bool CanViewServerState => IsSysAdmin || Login.ServerRoles.Contains("serveradmin") || Login.ServerRoles.Contains("processadmin");

    public bool CanCreateAnyDatabase => IsSysAdmin || Login.ServerRoles.Contains("dbcreator");

    public bool CanAlterAnyLogin => IsSysAdmin || Login.ServerRoles.Contains("securityadmin");

    public bool CanKill => IsSysAdmin || Login.ServerRoles.Contains("processadmin");

    public bool CanBackUp(Database database) => Login.CanBackUp(database);

    public bool CanEnter(Database database) => Login.CanEnter(database);

    /// <summary>Member of a fixed role of the server; null when there is no such role.</summary>
    public bool? IsInServerRole(string role) => role.ToLowerInvariant() switch
    {
        "public" => true,
        "sysadmin" => IsSysAdmin,
        "serveradmin" or "securityadmin" or "processadmin" or "setupadmin" or "bulkadmin" or "diskadmin" or "dbcreator" => IsSysAdmin || Login.ServerRoles.Contains(role),
        _ => null,
    };

    /// <summary>Member of a fixed role of a database; null when there is no such role.</summary>
    public bool? IsInDatabaseRole(Database database, string role) => role.ToLowerInvariant() switch
    {
        "public" => true,
        Owner => IsOwner(database),
        "db_accessadmin" or "db_securityadmin" or "db_ddladmin" or "db_backupoperator" or "db_datareader" or "db_datawriter"
            or "db_denydatareader" or "db_denydatawriter" => IsOwner(database) && !role.Contains("deny", StringComparison.OrdinalIgnoreCase) || Login.InRole(database, role),
        _ => null,
    };

    public bool IsOwner(Database database) =>
        IsSysAdmin || Login.InRole(database, Owner) || string.Equals(database.Facts.Owner, Login.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Who the session is in a database.</summary>
    public string UserName(Database database) => IsSysAdmin || string.Equals(database.Facts.Owner, Login.Name, StringComparison.OrdinalIgnoreCase)
        ? "dbo"
        : database.Users.Of(Login)?.Name ?? "guest";

    /// <exception cref="Tds.SqlErrorException">916.</exception>
    public void RequireEntry(Database database)
    {
        if (!CanEnter(database))
            throw SqlErrors.NoAccess(session.State.LoginName, database.Name);
    }

    /// <exception cref="Tds.SqlErrorException">229, 916.</exception>
    public void RequireRead(TableShape table) => RequireOnTable(table, "SELECT", "db_datareader");

    /// <exception cref="Tds.SqlErrorException">229, 916.</exception>
    public void RequireWrite(TableShape table, string permission) => RequireOnTable(table, permission, "db_datawriter");

    /// <exception cref="Tds.SqlErrorException">262, 916.</exception>
    public void RequireInDatabase(string permission, Database database)
    {
        RequireEntry(database);
        if (!IsOwner(database) && !Login.InRole(database, "db_ddladmin"))
            throw SqlErrors.Denied(permission, database.Name);
    }

    /// <exception cref="Tds.SqlErrorException">300.</exception>
    public void RequireServerState()
    {
        if (!CanViewServerState)
            throw SqlErrors.DeniedOnServer();
    }

    private void RequireOnTable(TableShape table, string permission, string role)
    {
        if (table.Database is not { } database || IsOwner(database))
            return;
        RequireEntry(database);

        // In msdb the history of backups and restores is for everybody to read, as its public role is granted there.
        bool isHistory = database.Name is "msdb" && permission == "SELECT" && HistoryPrefixes.Any(prefix => table.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        if (!isHistory && !Login.InRole(database, role))
            throw SqlErrors.DeniedOnObject(permission, table.Name, database.Name, table.Schema);
    }
}
