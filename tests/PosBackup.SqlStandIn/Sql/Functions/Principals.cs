using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>A login with the numbers that the catalog gives it.</summary>
internal sealed record Principal(int Id, string Name, byte[] Sid, Login Login);

/// <summary>Numbers for logins and roles.</summary>
internal static class Principals
{
    private const int FirstOtherLogin = 257;

    /// <summary>Fixed server roles with their ids.</summary>
    public static IReadOnlyList<(int Id, string Name)> ServerRoles { get; } =
    [
        (2, "public"), (3, "sysadmin"), (4, "securityadmin"), (5, "serveradmin"), (6, "setupadmin"), (7, "processadmin"), (8, "diskadmin"), (9, "dbcreator"), (10, "bulkadmin"),
    ];

    /// <summary>Fixed database roles with their ids.</summary>
    public static IReadOnlyList<(int Id, string Name)> DatabaseRoles { get; } =
    [
        (0, "public"), (16384, "db_owner"), (16385, "db_accessadmin"), (16386, "db_securityadmin"), (16387, "db_ddladmin"),
        (16389, "db_backupoperator"), (16390, "db_datareader"), (16391, "db_datawriter"), (16392, "db_denydatareader"), (16393, "db_denydatawriter"),
    ];

    /// <summary>The administrator is principal 1 with sid 0x01, as sa is.</summary>
    public static IEnumerable<Principal> Logins(Instance instance)
    {
        int next = FirstOtherLogin;
        foreach (Login login in instance.Logins.All)
        {
            bool isAdministrator = login.Name.Equals(instance.Options.LoginName, StringComparison.OrdinalIgnoreCase);
            yield return isAdministrator
                ? new Principal(1, login.Name, login.Sid, login)
                : new Principal(next++, login.Name, login.Sid, login);
        }
    }
}
