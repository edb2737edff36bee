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
        Optional("default_schema_name", TdsType.SysName), Required("create_date", TdsType.DateTime), Required("modify_date", TdsType.DateTime),
        Optional("owning_principal_id", TdsType.Int), Optional("sid", TdsType.VarBinary(85)), Required("is_fixed_role", TdsType.Bit),
        From(11, "authentication_type", TdsType.Int), From(11, "authentication_type_desc", Description),
    ], (session, database) => SpecialUsers(session, database)
        .Concat(Users(session, database).Select(user => User(user.Id, user.Name, user.Sid, hasLogin: true)))
        .Concat(Principals.DatabaseRoles.Select(role => new object?[] { role.Name, role.Id, "R", "DATABASE_ROLE", null, Installed, Installed, 1, null, role.Id > 0, 0, "NONE" })));

    public static SystemView DatabaseRoleMembers { get; } = new("sys", "database_role_members",
        [Required("role_principal_id", TdsType.Int), Required("member_principal_id", TdsType.Int)],
        (session, database) => Principals.DatabaseRoles.SelectMany(role => Users(session, database)
            .Where(user => user.IsIn(role.Name))
            .Select(user => user.Id)
            .Concat(role.Name == "db_owner" ? [1] : [])
            .Select(member => new object?[] { role.Id, member })));

    private static IEnumerable<object?[]> SpecialUsers(SessionContext session, Database database)
    {
        yield return User(1, "dbo", session.Instance.Logins.Find(database.Facts.Owner)?.Sid, hasLogin: true);
        yield return User(2, "guest", [0], hasLogin: false);
        yield return User(3, "INFORMATION_SCHEMA", sid: null, hasLogin: false);
        yield return User(4, "sys", sid: null, hasLogin: false);
    }

    private static object?[] User(int id, string name, byte[]? sid, bool hasLogin) =>
    [
        name, id, "S", "SQL_USER", id is 3 or 4 ? null : name is "guest" ? name : "dbo", Installed, Installed, null, sid, false, hasLogin ? 1 : 0, hasLogin ? "INSTANCE" : "NONE",
    ];

    private static IReadOnlyList<DatabaseUser> Users(SessionContext session, Database database) =>
        DatabaseUsers.Read(session.Connection.Sqlite, session.Connection.Attach(database));
}
