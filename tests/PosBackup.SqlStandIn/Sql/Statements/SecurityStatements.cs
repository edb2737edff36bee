using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>Logins, membership in the fixed roles of the server, owners of databases: enough to be somebody with fewer rights. GRANT and DENY are refused.</summary>
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
                Drop(drop, session);
                break;
            case CreateUserStatement or AlterUserStatement or DropUserStatement:
                UserStatements.Run(statement, batch);
                break;
            case AlterAuthorizationStatement authorization:
                ChangeOwner(authorization, session);
                break;
            case AlterServerRoleStatement role:
                RequireLogins(session);
                ChangeMembers(role, session);
                break;
            case AlterRoleStatement role:
                UserStatements.ChangeMembers(role, batch);
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
        LiteralPrincipalOption? sid = source.Options.OfType<LiteralPrincipalOption>().FirstOrDefault(option => option.OptionKind == PrincipalOptionKind.Sid);
        PrincipalOption? unknown = source.Options.FirstOrDefault(option =>
            option != sid && option.OptionKind is not (PrincipalOptionKind.CheckPolicy or PrincipalOptionKind.CheckExpiration));
        if (unknown is not null)
            throw SqlErrors.NotKnown($"the option {unknown.OptionKind} of CREATE LOGIN");
        if (session.Instance.Logins.Find(name) is not null)
            throw new SqlErrorException(new SqlMessage(15025, 16, 1, $"The server principal '{name}' already exists."));
        byte[]? bytes = sid is null ? null : (byte[]?)Literals.Value(sid.Value).Value;
        if (bytes is not null && session.Instance.Logins.All.Any(login => login.Sid.AsSpan().SequenceEqual(bytes)))
            throw new SqlErrorException(new SqlMessage(15433, 16, 1, "Supplied parameter sid is in use."));
        session.Instance.Logins.Add(new Login(name, source.Password.Value, bytes));
    }

    private static void Drop(DropLoginStatement drop, SessionContext session)
    {
        RequireLogins(session);
        string name = drop.Name.Value;
        if (session.Instance.Logins.Find(name) is null && !drop.IsIfExists)
            throw Cannot("drop", "login", name);
        if (session.Instance.Databases.Any(database => database.Facts.Owner.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new SqlErrorException(new SqlMessage(15174, 16, 1, $"Login '{name}' owns one or more database(s). Change the owner of the database(s) before dropping the login."));
        session.Instance.Logins.Remove(name);
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

    // ALTER AUTHORIZATION ON DATABASE::x TO login. A user of the database cannot become its owner.
    private static void ChangeOwner(AlterAuthorizationStatement authorization, SessionContext session)
    {
        if (authorization is not { SecurityTargetObject.ObjectKind: SecurityObjectKind.Database, ToSchemaOwner: false })
            throw SqlErrors.NotKnown("ALTER AUTHORIZATION of anything but databases");
        string name = authorization.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[^1].Value;
        Database? database = session.Instance.Find(name);
        if (database is null || !session.Permissions.IsOwner(database))
            throw Cannot("find", "database", name);
        database.RequireOnline();
        Login owner = session.Instance.Logins.Find(authorization.PrincipalName.Value) ?? throw Cannot("find", "principal", authorization.PrincipalName.Value);
        if (database.Users.Of(owner) is not null)
            throw new SqlErrorException(new SqlMessage(15110, 16, 1, "The proposed new database owner is already a user or aliased in the database."));
        database.Change(facts => facts with { Owner = owner.Name });
    }

    private static void ChangeMembers(AlterServerRoleStatement role, SessionContext session)
    {
        if (session.Permissions.IsInServerRole(role.Name.Value) is null)
            throw Cannot("alter", "server role", role.Name.Value);
        switch (role.Action)
        {
            case AddMemberAlterRoleAction add:
                FindLogin(add.Member.Value, session).ServerRoles.Add(role.Name.Value);
                break;
            case DropMemberAlterRoleAction drop:
                FindLogin(drop.Member.Value, session).ServerRoles.Remove(role.Name.Value);
                break;
            default:
                throw SqlErrors.NotKnown("this form of ALTER SERVER ROLE");
        }
    }

    private static Login FindLogin(string name, SessionContext session) => session.Instance.Logins.Find(name) ?? throw Cannot("alter", "login", name);

    /// <summary>15151: there is none of the name, or one may not touch it.</summary>
    internal static SqlErrorException Cannot(string verb, string kind, string name) =>
        new(new SqlMessage(15151, 16, 1, $"Cannot {verb} the {kind} '{name}', because it does not exist or you do not have permission."));

    private static void RequireLogins(SessionContext session)
    {
        if (!session.Permissions.CanAlterAnyLogin)
            throw SqlErrors.NotPermitted("");
    }
}
