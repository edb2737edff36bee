using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Functions about who one is and what one may do.</summary>
internal static class SecurityFunctions
{
    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        Volatile("SUSER_SNAME", TdsType.SysName, [TdsType.VarBinary(85)], (session, a) => a.Length == 0 ? session.State.LoginName : LoginOf(session, (byte[])a[0]!)) with { Least = 0 },
        Volatile("SUSER_NAME", TdsType.SysName, [Int], (session, a) => a.Length == 0 ? session.State.LoginName
            : Principals.Logins(session.Instance).FirstOrDefault(login => login.Id == (int)a[0]!)?.Name) with { Least = 0 },
        Volatile("SUSER_SID", TdsType.VarBinary(85), [Name], (session, a) =>
            Principals.Logins(session.Instance).FirstOrDefault(login => login.Name.Equals(a.Length == 0 ? session.State.LoginName : (string)a[0]!, StringComparison.OrdinalIgnoreCase))?.Sid) with { Least = 0 },
        Volatile("ORIGINAL_LOGIN", TdsType.SysName, [], (session, _) => session.State.OriginalLogin),
        Volatile("USER_NAME", TdsType.SysName, [Int], (session, _) => session.Permissions.UserName(session.Database)) with { Least = 0 },
        Volatile("CURRENT_USER", TdsType.SysName, [], (session, _) => session.Permissions.UserName(session.Database)),
        Volatile("IS_SRVROLEMEMBER", TdsType.Int, [Name, Name], (session, a) => IsServerRoleMember(session, a)) with { Least = 1 },
        Volatile("IS_MEMBER", TdsType.Int, [Name], (session, a) => Number(session.Permissions.IsInDatabaseRole(session.Database, (string)a[0]!))),
        Volatile("IS_ROLEMEMBER", TdsType.Int, [Name], (session, a) => Number(session.Permissions.IsInDatabaseRole(session.Database, (string)a[0]!))) with { Since = 11 },
        Volatile("HAS_PERMS_BY_NAME", TdsType.Int, [Name, Name, Name], (session, a) => PermissionNames.Has(session, (string?)a[0], (string?)a[1], (string?)a[2])) with { NullIfAnyNull = false },
    ];

    private static SqlFunction Volatile(string name, TdsType result, IReadOnlyList<Parameter> parameters, FunctionBody body) =>
        SqlFunction.Of(name, result, parameters, body) with { IsPure = false };

    private static object? IsServerRoleMember(SessionContext session, object?[] arguments)
    {
        string role = (string)arguments[0]!;
        if (arguments.Length < 2)
            return Number(session.Permissions.IsInServerRole(role));
        return session.Instance.Logins.Find((string)arguments[1]!) is { } login && session.Permissions.IsInServerRole(role) is not null
            ? login.IsSysAdmin || login.ServerRoles.Contains(role) ? 1 : 0
            : null;
    }

    private static string? LoginOf(SessionContext session, byte[] sid) => Principals.Logins(session.Instance).FirstOrDefault(login => login.Sid.AsSpan().SequenceEqual(sid))?.Name;

    private static object? Number(bool? value) => value switch { null => null, true => 1, false => 0 };
}
