using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>CREATE, ALTER and DROP USER, and who is in which fixed role of the current database.</summary>
internal static class UserStatements
{
    // Below it are dbo, guest, INFORMATION_SCHEMA and sys.
    private const int FirstId = 5;

    public static void Run(TSqlStatement statement, Batch batch) => Change(batch, schema =>
    {
        switch (statement)
        {
            case CreateUserStatement create:
                Create(create, schema, batch.Session);
                break;
            case AlterUserStatement alter:
                Alter(alter, schema, batch.Session);
                break;
            case DropUserStatement drop:
                Drop(drop, schema, batch.Session);
                break;
        }
    });

    /// <summary>ALTER ROLE … ADD or DROP MEMBER.</summary>
    public static void ChangeMembers(AlterRoleStatement role, Batch batch) => Change(batch, schema =>
    {
        SessionContext session = batch.Session;
        string name = role.Name.Value;
        if (session.Permissions.IsInDatabaseRole(session.Database, name) is null)
            throw SecurityStatements.Cannot("alter", "role", name);
        (string member, bool isAdded) = role.Action switch
        {
            AddMemberAlterRoleAction add => (add.Member.Value, true),
            DropMemberAlterRoleAction drop => (drop.Member.Value, false),
            _ => throw SqlErrors.NotKnown("this form of ALTER ROLE"),
        };
        DatabaseUser user = Find(member, schema, session) ?? throw SecurityStatements.Cannot(isAdded ? "add" : "drop", "principal", member);
        IEnumerable<string> others = user.Roles.Where(other => !other.Equals(name, StringComparison.OrdinalIgnoreCase));
        Update(user, "roles", string.Join(',', isAdded ? others.Append(name.ToLowerInvariant()) : others), schema, session);
    });

    // Only the owner may; what changes lies in the database, in its log and in its backups.
    private static void Change(Batch batch, Action<string> change)
    {
        SessionContext session = batch.Session;
        Database database = session.Database;
        if (!session.Permissions.IsOwner(database))
            throw SqlErrors.NotPermitted("");
        using WriteStatement write = session.Transaction.Write(database, batch.Attention);
        string schema = session.Connection.Attach(database);
        session.Connection.Execute(
            $"CREATE TABLE IF NOT EXISTS {schema}.{DatabaseUsers.Table} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, sid BLOB NOT NULL, roles TEXT NOT NULL)");
        change(schema);
        session.Connection.SchemaChanged();
        write.Complete();
    }

    private static void Create(CreateUserStatement create, string schema, SessionContext session)
    {
        if (create.UserLoginOption is { UserLoginOptionType: not UserLoginOptionType.Login } || create.UserOptions.Count > 0)
            throw SqlErrors.NotKnown("users without a login, and options of CREATE USER");
        string name = create.Name.Value;
        Login login = FindLogin(create.UserLoginOption?.Identifier.Value ?? name, session);
        IReadOnlyList<DatabaseUser> users = DatabaseUsers.Read(session.Connection.Sqlite, schema);
        if (name.Equals("dbo", StringComparison.OrdinalIgnoreCase) || Find(name, schema, session) is not null)
            throw new SqlErrorException(new SqlMessage(15023, 16, 1, $"User, group, or role '{name}' already exists in the current database."));
        RequireFree(login, users, session);
        session.Connection.Value(
            $"INSERT INTO {schema}.{DatabaseUsers.Table} (id, name, sid, roles) VALUES ($id, $name, $sid, '')",
            ("$id", users.Count == 0 ? FirstId : users[^1].Id + 1), ("$name", name), ("$sid", login.Sid));
    }

    // WITH LOGIN ties the user to another login: the cure for an orphan.
    private static void Alter(AlterUserStatement alter, string schema, SessionContext session)
    {
        DatabaseUser user = Find(alter.Name.Value, schema, session) ?? throw SecurityStatements.Cannot("alter", "user", alter.Name.Value);
        foreach (PrincipalOption option in alter.UserOptions)
        {
            switch (option)
            {
                case IdentifierPrincipalOption { OptionKind: PrincipalOptionKind.Login } tied:
                    Login login = FindLogin(tied.Identifier.Value, session);
                    RequireFree(login, [.. DatabaseUsers.Read(session.Connection.Sqlite, schema).Where(other => other.Id != user.Id)], session);
                    Update(user, "sid", login.Sid, schema, session);
                    break;
                case IdentifierPrincipalOption { OptionKind: PrincipalOptionKind.Name } renamed:
                    Update(user, "name", renamed.Identifier.Value, schema, session);
                    break;
                default:
                    throw SqlErrors.NotKnown($"the option {option.OptionKind} of ALTER USER");
            }
        }
    }

    private static void Drop(DropUserStatement drop, string schema, SessionContext session)
    {
        DatabaseUser? user = Find(drop.Name.Value, schema, session);
        if (user is null && drop.IsIfExists)
            return;
        if (user is null)
            throw SecurityStatements.Cannot("drop", "user", drop.Name.Value);
        session.Connection.Value($"DELETE FROM {schema}.{DatabaseUsers.Table} WHERE id = $id", ("$id", user.Id));
    }

    private static void RequireFree(Login login, IReadOnlyList<DatabaseUser> users, SessionContext session)
    {
        bool isOwner = login.Name.Equals(session.Database.Facts.Owner, StringComparison.OrdinalIgnoreCase);
        if (isOwner || users.Any(user => user.Sid.AsSpan().SequenceEqual(login.Sid)))
            throw new SqlErrorException(new SqlMessage(15063, 16, 1, "The login already has an account under a different user name."));
    }

    private static Login FindLogin(string name, SessionContext session) => session.Instance.Logins.Find(name)
        ?? throw new SqlErrorException(new SqlMessage(15007, 16, 1, $"'{name}' is not a valid login or you do not have permission."));

    private static DatabaseUser? Find(string name, string schema, SessionContext session) =>
        DatabaseUsers.Read(session.Connection.Sqlite, schema).FirstOrDefault(user => user.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void Update(DatabaseUser user, string column, object value, string schema, SessionContext session) =>
        session.Connection.Value($"UPDATE {schema}.{DatabaseUsers.Table} SET {column} = $value WHERE id = $id", ("$value", value), ("$id", user.Id));
}
