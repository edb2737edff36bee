using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>Logins, users and fixed roles: sys.server_principals, sys.server_role_members and their counterparts in a database.</summary>
internal static class PrincipalViews
{
    private static readonly DateTime Installed = new(2003, 4, 8, 9, 10, 35);

    public static SystemView ServerPrincipals { get; } = new("sys", "server_principals",
    [
        Required("name", TdsType.SysName), Required("principal_id", TdsType.Int), Optional("sid", TdsType.VarBinary(85)), Required("type", new(SqlTypeCode.Char, 1)),
        Optional("type_desc", Description), Optional("is_disabled", TdsType.Bit), Required("create_date", TdsType.DateTime), Required("modify_date", TdsType.DateTime),
        Optional("default_database_name", TdsType.SysName), Optional("default_language_name", TdsType.SysName),
    ], (session, _) => Principals.Logins(session.Instance)
        .Select(login => new object?[] { login.Name, login.Id, login.Sid, "S", "SQL_LOGIN", login.Login.IsDisabled, Installed, Installed, "master", session.Instance.Options.Language })
        .Concat(Principals.ServerRoles.Select(role => new object?[] { role.Name, role.Id, new[] { (byte)role.Id }, "R", "SERVER_ROLE", false, Installed, Installed, null, null })));

    public static SystemView ServerRoleMembers { get; } = new("sys", "server_role_members",
        [Required("role_principal_id", TdsType.Int), Required("member_principal_id", TdsType.Int)],
        (session, _) => Principals.Logins(session.Instance).SelectMany(login => Principals.ServerRoles
            .Where(role => login.Login.ServerRoles.Contains(role.Name))
            .Select(role => new object?[] { role.Id, login.Id })));

    public static SystemView DatabasePrincipals { get; } = new("sys", "database_principals",
    [
        Required("name", TdsType.SysName), Required("principal_id", TdsType.Int), Required("type", new(SqlTypeCode.Char, 1)), Optional("type_desc", Description),
        Optional("default_schema_name", TdsType.SysName), Required("create_date", TdsType.DateTime), Required("modify_date", TdsType.DateTime), Optional("sid", TdsType.VarBinary(85)),
        Required("is_fixed_role", TdsType.Bit),
    ], (session, database) => Users(session, database)
        .Select(user => new object?[] { user.Name, user.Id, "S", "SQL_USER", "dbo", Installed, Installed, user.Sid, false })
        .Concat(Principals.DatabaseRoles.Select(role => new object?[] { role.Name, role.Id, "R", "DATABASE_ROLE", null, Installed, Installed, null, role.Id > 0 })));

    public static SystemView DatabaseRoleMembers { get; } = new("sys", "database_role_members",
        [Required("role_principal_id", TdsType.Int), Required("member_principal_id", TdsType.Int)],
        (session, database) => Users(session, database).SelectMany(user => Principals.DatabaseRoles
            .Where(role => user.Id == 1 ? role.Name == "db_owner" : user.Login!.InRole(database, role.Name))
            .Select(role => new object?[] { role.Id, user.Id })));

    // dbo first, then the logins that are users here.
    private static IEnumerable<(int Id, string Name, byte[]? Sid, Storage.Sessions.Login? Login)> Users(SessionContext session, Database database)
    {
        yield return (1, "dbo", [1], null);
        int next = 5;
        foreach (Principal login in Principals.Logins(session.Instance).Where(login => login.Login.DatabaseRoles.ContainsKey(database.Name)))
            yield return (next++, login.Name, login.Sid, login.Login);
    }
}
