using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>HAS_PERMS_BY_NAME and fn_my_permissions, from the fixed roles.</summary>
internal static class PermissionNames
{
    private static readonly string[] ServerPermissions =
    [
        "CONNECT SQL", "SHUTDOWN", "CREATE ENDPOINT", "CREATE ANY DATABASE", "CREATE AVAILABILITY GROUP", "ALTER ANY LOGIN", "ALTER ANY CREDENTIAL",
        "ALTER ANY ENDPOINT", "ALTER ANY LINKED SERVER", "ALTER ANY CONNECTION", "ALTER ANY DATABASE", "ALTER RESOURCES", "ALTER SETTINGS", "ALTER TRACE",
        "ADMINISTER BULK OPERATIONS", "AUTHENTICATE SERVER", "EXTERNAL ACCESS ASSEMBLY", "VIEW ANY DATABASE", "VIEW ANY DEFINITION", "VIEW SERVER STATE",
        "CREATE DDL EVENT NOTIFICATION", "ALTER ANY EVENT NOTIFICATION", "ALTER SERVER STATE", "UNSAFE ASSEMBLY", "ALTER ANY SERVER AUDIT", "CREATE SERVER ROLE",
        "ALTER ANY SERVER ROLE", "ALTER ANY EVENT SESSION", "CONNECT ANY DATABASE", "IMPERSONATE ANY LOGIN", "SELECT ALL USER SECURABLES", "CONTROL SERVER",
    ];

    private static readonly string[] DatabasePermissions =
    [
        "CREATE TABLE", "CREATE VIEW", "CREATE PROCEDURE", "CREATE FUNCTION", "CREATE RULE", "CREATE DEFAULT", "BACKUP DATABASE", "BACKUP LOG", "CREATE SCHEMA",
        "ALTER", "CONTROL", "SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE", "REFERENCES", "CONNECT", "VIEW DEFINITION", "VIEW DATABASE STATE", "CHECKPOINT", "TAKE OWNERSHIP",
    ];

    /// <summary>1, 0, or null when securable or permission are unknown.</summary>
    public static int? Has(SessionContext session, string? securable, string? securableClass, string? permission)
    {
        if (permission is null)
            return null;
        switch (securableClass?.ToUpperInvariant())
        {
            case null or "SERVER":
                return permission.Equals("ANY", StringComparison.OrdinalIgnoreCase) ? 1
                    : ServerPermissions.Contains(permission, StringComparer.OrdinalIgnoreCase) ? Number(OnServer(session, permission)) : null;
            case "DATABASE":
                Database? database = securable is null ? session.Database : session.Instance.Find(NameParts.Split(securable).Last());
                return database is null || !DatabasePermissions.Contains(permission, StringComparer.OrdinalIgnoreCase) ? null : Number(OnDatabase(session, database, permission));
            case "OBJECT":
                return Number(session.Permissions.IsOwner(session.Database) || OnDatabase(session, session.Database, permission));
            default:
                throw SqlErrors.NotKnown($"HAS_PERMS_BY_NAME of the class {securableClass}");
        }
    }

    /// <summary>The permissions the session has, on the server or on a database.</summary>
    public static IEnumerable<string> Mine(SessionContext session, Database? database) => database is null
        ? ServerPermissions.Where(permission => OnServer(session, permission))
        : DatabasePermissions.Where(permission => OnDatabase(session, database, permission));

    private static bool OnServer(SessionContext session, string permission) => session.Permissions.IsSysAdmin || permission.ToUpperInvariant() switch
    {
        "CONNECT SQL" or "VIEW ANY DATABASE" => true,
        "VIEW SERVER STATE" => session.Permissions.CanViewServerState,
        "CREATE ANY DATABASE" => session.Permissions.CanCreateAnyDatabase,
        "ALTER ANY DATABASE" => session.Permissions.CanCreateAnyDatabase,
        "ALTER ANY LOGIN" => session.Permissions.CanAlterAnyLogin,
        "ALTER ANY CONNECTION" => session.Permissions.CanKill,
        _ => false,
    };

    private static bool OnDatabase(SessionContext session, Database database, string permission)
    {
        if (session.Permissions.IsOwner(database))
            return true;
        return permission.ToUpperInvariant() switch
        {
            "CONNECT" => session.Permissions.CanEnter(database),
            "BACKUP DATABASE" or "BACKUP LOG" or "CHECKPOINT" => session.Permissions.CanBackUp(database),
            "SELECT" => session.Permissions.IsInDatabaseRole(database, "db_datareader") == true,
            "INSERT" or "UPDATE" or "DELETE" => session.Permissions.IsInDatabaseRole(database, "db_datawriter") == true,
            "CREATE TABLE" or "ALTER" or "CREATE VIEW" or "CREATE PROCEDURE" or "CREATE SCHEMA" => session.Permissions.IsInDatabaseRole(database, "db_ddladmin") == true,
            _ => false,
        };
    }

    private static int Number(bool value) => value ? 1 : 0;
}
