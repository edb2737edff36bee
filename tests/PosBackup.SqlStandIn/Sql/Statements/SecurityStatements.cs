using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>Logins, users and membership in the fixed roles: enough to be somebody with fewer rights. GRANT and DENY are refused.</summary>
internal static class SecurityStatements
{
    public static void Run(TSqlStatement statement, Batch batch)
    {
        SessionContext session = batch.Session;
        switch (statement)
        {
            case CreateLoginStatement create:
                Create(create, session);
                break;
            case AlterLoginStatement alter:
                Alter(alter, session);
                break;
            case DropLoginStatement drop:
                RequireLogins(session);
                if (session.Instance.Logins.Find(drop.Name.Value) is null && !drop.IsIfExists)
                    throw new SqlErrorException(new SqlMessage(15151, 16, 1, $"Cannot drop the login '{drop.Name.Value}', because it does not exist or you do not have permission."));
                session.Instance.Logins.Remove(drop.Name.Value);
                break;
            case CreateUserStatement create:
                CreateUser(create, session);
                break;
            case DropUserStatement drop:
                RequireOwner(session);
                Unbind(drop, session);
                break;
            case AlterServerRoleStatement role:
                RequireLogins(session);
                ChangeMembers(role, name => FindLogin(name, session).ServerRoles, session.Permissions.IsInServerRole(role.Name.Value) is not null, "server role");
                break;
            case AlterRoleStatement role:
                RequireOwner(session);
                ChangeMembers(role, name => UserRoles(name, session), session.Permissions.IsInDatabaseRole(session.Database, role.Name.Value) is not null, "role");
                break;
            default:
                throw SqlErrors.NotKnown($"the statement {StatementNames.Of(statement)}: rights are given by fixed roles only");
        }
    }

    private static void Create(CreateLoginStatement create, SessionContext session)
    {
        RequireLogins(session);
        string name = create.Name.Value;
        if (create.Source is not PasswordCreateLoginSource { Hashed: false } source)
            throw SqlErrors.NotKnown("logins other than those with a password");
        PrincipalOption? unknown = source.Options.FirstOrDefault(option => option.OptionKind is not (PrincipalOptionKind.CheckPolicy or PrincipalOptionKind.CheckExpiration));
        if (unknown is not null)
            throw SqlErrors.NotKnown($"the option {unknown.OptionKind} of CREATE LOGIN");
        if (session.Instance.Logins.Find(name) is not null)
            throw new SqlErrorException(new SqlMessage(15025, 16, 1, $"The server principal '{name}' already exists."));
        session.Instance.Logins.Add(new Login(name, source.Password.Value));
    }

    private static void Alter(AlterLoginStatement alter, SessionContext session)
    {
        RequireLogins(session);
        Login login = FindLogin(alter.Name.Value, session);
        switch (alter)
        {
            case AlterLoginEnableDisableStatement enable:
                login.IsDisabled = !enable.IsEnable;
                break;
            case AlterLoginOptionsStatement { Options: [PasswordAlterPrincipalOption { Hashed: false } password] }:
                login.Password = password.Password.Value;
                break;
            default:
                throw SqlErrors.NotKnown($"the statement {StatementNames.Of(alter)}");
        }
    }

    private static void CreateUser(CreateUserStatement create, SessionContext session)
    {
        RequireOwner(session);
        if (create.UserLoginOption is { UserLoginOptionType: not UserLoginOptionType.Login } || create.UserOptions.Count > 0)
            throw SqlErrors.NotKnown("users without a login, and options of CREATE USER");
        string login = create.UserLoginOption?.Identifier.Value ?? create.Name.Value;
        if (!string.Equals(login, create.Name.Value, StringComparison.OrdinalIgnoreCase))
            throw SqlErrors.NotKnown("users with another name than their login");
        Login found = session.Instance.Logins.Find(login)
            ?? throw new SqlErrorException(new SqlMessage(15007, 16, 1, $"'{login}' is not a valid login or you do not have permission."));
        if (found.DatabaseRoles.ContainsKey(session.State.Database))
            throw new SqlErrorException(new SqlMessage(15023, 16, 1, $"User, group, or role '{create.Name.Value}' already exists in the current database."));
        found.UserOf(session.State.Database);
    }

    private static void Unbind(DropUserStatement drop, SessionContext session) =>
        throw SqlErrors.NotKnown($"DROP USER ({drop.Name.Value} in {session.State.Database})");

    private static void ChangeMembers(AlterRoleStatement role, Func<string, ISet<string>> roles, bool exists, string kind)
    {
        if (!exists)
            throw new SqlErrorException(new SqlMessage(15151, 16, 1, $"Cannot alter the {kind} '{role.Name.Value}', because it does not exist or you do not have permission."));
        switch (role.Action)
        {
            case AddMemberAlterRoleAction add:
                roles(add.Member.Value).Add(role.Name.Value);
                break;
            case DropMemberAlterRoleAction drop:
                roles(drop.Member.Value).Remove(role.Name.Value);
                break;
            default:
                throw SqlErrors.NotKnown($"this form of ALTER {kind.ToUpperInvariant()}");
        }
    }

    private static ISet<string> UserRoles(string name, SessionContext session) =>
        session.Instance.Logins.Find(name) is { } login && login.DatabaseRoles.ContainsKey(session.State.Database)
            ? login.UserOf(session.State.Database)
            : throw new SqlErrorException(new SqlMessage(15151, 16, 1, $"Cannot add the principal '{name}', because it does not exist or you do not have permission."));

    private static Login FindLogin(string name, SessionContext session) => session.Instance.Logins.Find(name)
        ?? throw new SqlErrorException(new SqlMessage(15151, 16, 1, $"Cannot alter the login '{name}', because it does not exist or you do not have permission."));

    private static void RequireLogins(SessionContext session)
    {
        if (!session.Permissions.CanAlterAnyLogin)
            throw SqlErrors.NotPermitted("");
    }

    private static void RequireOwner(SessionContext session)
    {
        if (!session.Permissions.IsOwner(session.Database))
            throw SqlErrors.NotPermitted("");
    }
}
