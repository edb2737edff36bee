using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>ALTER DATABASE: recovery model, page verification, access, state, name, compatibility level.</summary>
internal static class AlterDatabaseStatements
{
    public static void Run(AlterDatabaseStatement alter, Batch batch)
    {
        SessionContext session = batch.Session;
        if (session.Transaction.Count > 0)
            throw SqlErrors.StatementInTransaction("ALTER DATABASE");
        string name = alter.UseCurrent ? session.State.Database : alter.DatabaseName.Value;
        Database? database = session.Instance.Find(name);
        if (database is null || !session.Permissions.IsOwner(database))
            throw new SqlErrorException(new SqlMessage(5011, 14, 5,
                $"User does not have permission to alter database '{name}', the database does not exist, or the database is not in a state that allows access checks."), Failed());

        try
        {
            Alter(alter, database, batch);
        }
        catch (SqlErrorException error) when (error.Messages.All(message => message.Number is not 5069 and not SqlErrors.NotInStandIn))
        {
            throw new SqlErrorException([.. error.Messages, Failed()]);
        }

        batch.Response.Done(DoneCodes.AlterDatabase, rowCount: null);
    }

    private static SqlMessage Failed() => new(5069, 16, 1, "ALTER DATABASE statement failed.");

    private static void Alter(AlterDatabaseStatement alter, Database database, Batch batch)
    {
        switch (alter)
        {
            case AlterDatabaseSetStatement set:
                MakeRoom(set, database, batch);
                foreach (DatabaseOption option in set.Options)
                    Set(option, database, batch);
                break;
            case AlterDatabaseModifyNameStatement rename:
                Rename(database, rename.NewDatabaseName.Value, batch);
                break;
            case AlterDatabaseCollateStatement collate:
                CollationNames.ToSqlite(collate.Collation.Value);
                database.Change(facts => facts with { Collation = collate.Collation.Value });
                break;
            default:
                throw SqlErrors.NotKnown($"the statement {StatementNames.Of(alter)}");
        }
    }

    // NO_WAIT: refused while others are there. WITH ROLLBACK: the others go, at once or after some seconds. Without either: waits.
    private static void MakeRoom(AlterDatabaseSetStatement set, Database database, Batch batch)
    {
        bool needsRoom = set.Options.Any(option => option.OptionKind is DatabaseOptionKind.SingleUser or DatabaseOptionKind.Offline or DatabaseOptionKind.ReadOnly
            or DatabaseOptionKind.ReadWrite or DatabaseOptionKind.Emergency || (option.OptionKind == DatabaseOptionKind.RestrictedUser && set.Termination is not null));
        if (!needsRoom || !DatabaseAccess.Others(database, batch.Session).Any())
            return;
        switch (set.Termination)
        {
            case { NoWait: true }:
                throw new SqlErrorException(new SqlMessage(5070, 16, 2, $"Database state cannot be changed while other users are using the database '{database.Name}'"));
            case { ImmediateRollback: true }:
                DatabaseAccess.ThrowOthersOut(database, batch.Session, batch.Attention);
                break;
            case { RollbackAfter: { } seconds }:
                var patience = TimeSpan.FromSeconds(Convert.ToInt32(batch.Evaluate(seconds, TdsType.Int), CultureInfo.InvariantCulture));
                if (!DatabaseAccess.WaitUntilAlone(database, batch.Session, patience, batch.Attention))
                    DatabaseAccess.ThrowOthersOut(database, batch.Session, batch.Attention);
                break;
            default:
                DatabaseAccess.WaitUntilAlone(database, batch.Session, Timeout.InfiniteTimeSpan, batch.Attention);
                break;
        }
    }

    private static void Set(DatabaseOption option, Database database, Batch batch)
    {
        switch (option)
        {
            case RecoveryDatabaseOption recovery:
                SetRecoveryModel(recovery.Value, database);
                break;
            case PageVerifyDatabaseOption verify:
                database.Change(facts => facts with
                {
                    PageVerify = verify.Value switch
                    {
                        PageVerifyDatabaseOptionKind.Checksum => PageVerify.Checksum,
                        PageVerifyDatabaseOptionKind.TornPageDetection => PageVerify.TornPage,
                        _ => PageVerify.None,
                    },
                });
                break;
            case LiteralDatabaseOption { OptionKind: DatabaseOptionKind.CompatibilityLevel } level:
                SetCompatibilityLevel(level.Value.Value, database, batch.Session.Instance.Identity);
                break;
            case OnOffDatabaseOption { OptionState: OptionState.Off, OptionKind: DatabaseOptionKind.AutoClose or DatabaseOptionKind.AutoShrink }:
                break;
            default:
                SetState(option.OptionKind, database, batch);
                break;
        }
    }

    private static void SetState(DatabaseOptionKind kind, Database database, Batch batch)
    {
        if (database.IsSystem && kind is not DatabaseOptionKind.MultiUser)
            throw new SqlErrorException(new SqlMessage(5058, 16, 1, $"Option '{kind.ToString().ToUpperInvariant()}' cannot be set in database '{database.Name}'."));
        switch (kind)
        {
            case DatabaseOptionKind.SingleUser:
                database.Change(facts => facts with { UserAccess = UserAccess.SingleUser });
                break;
            case DatabaseOptionKind.RestrictedUser:
                database.Change(facts => facts with { UserAccess = UserAccess.RestrictedUser });
                break;
            case DatabaseOptionKind.MultiUser:
                database.Change(facts => facts with { UserAccess = UserAccess.MultiUser });
                break;
            case DatabaseOptionKind.ReadOnly:
                database.Change(facts => facts with { IsReadOnly = true });
                break;
            case DatabaseOptionKind.ReadWrite:
                database.Change(facts => facts with { IsReadOnly = false });
                break;
            case DatabaseOptionKind.Offline:
                TakeOffline(database, batch);
                break;
            case DatabaseOptionKind.Online:
                BringOnline(database);
                break;
            default:
                throw SqlErrors.NotKnown($"the database option {kind}");
        }
    }

    private static void TakeOffline(Database database, Batch batch)
    {
        if (string.Equals(batch.Session.State.Database, database.Name, StringComparison.OrdinalIgnoreCase))
            UseStatements.Change("master", batch);
        batch.Release();
        database.Change(facts => facts with { State = DatabaseState.Offline });
        database.Close();
    }

    private static void BringOnline(Database database)
    {
        if (database.State == DatabaseState.Restoring)
            throw new SqlErrorException(new SqlMessage(5052, 16, 1, $"ALTER DATABASE is not permitted while a database is in the Restoring state."));
        if (database.State == DatabaseState.Online)
            return;
        if (!File.Exists(database.StorePath))
            throw new SqlErrorException(new SqlMessage(5120, 16, 101, $"Unable to open the physical file \"{database.StorePath}\". Operating system error 2: \"2(The system cannot find the file specified.)\"."));
        database.Change(facts => facts with { State = DatabaseState.Online });
        database.Open();
    }

    private static void SetRecoveryModel(RecoveryDatabaseOptionKind kind, Database database)
    {
        RecoveryModel model = kind switch
        {
            RecoveryDatabaseOptionKind.Simple => RecoveryModel.Simple,
            RecoveryDatabaseOptionKind.BulkLogged => RecoveryModel.BulkLogged,
            _ => RecoveryModel.Full,
        };
        if (database.Name == "tempdb")
            throw new SqlErrorException(new SqlMessage(5058, 16, 1, "Option 'RECOVERY' cannot be set in database 'tempdb'."));
        database.SetRecoveryModel(model);
    }

    private static void SetCompatibilityLevel(string written, Database database, ServerIdentity server)
    {
        // A server takes its own level and those of the releases before it, down to 100 (10.50: 80).
        byte least = server.ProductVersion.Major <= 10 ? (byte)80 : server.ProductVersion.Major == 11 ? (byte)90 : (byte)100;
        byte[] valid = [.. Enumerable.Range(0, 10).Select(step => (byte)(least + (10 * step))).TakeWhile(level => level <= server.Release.CompatibilityLevel)];
        if (!byte.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out byte level) || !valid.Contains(level))
        {
            throw new SqlErrorException(new SqlMessage(15048, 16, 1,
                $"Valid values of the database compatibility level are {string.Join(", ", valid[..^1])}, or {valid[^1]}."));
        }

        database.Change(facts => facts with { CompatibilityLevel = level });
    }

    private static void Rename(Database database, string newName, Batch batch)
    {
        SessionContext session = batch.Session;
        if (database.IsSystem)
            throw new SqlErrorException(new SqlMessage(5018, 16, 1, $"The database '{database.Name}' cannot be renamed because it is a system database."));
        if (session.Instance.Find(newName) is { } other && other != database)
            throw new SqlErrorException(new SqlMessage(1801, 16, 3, $"Database '{newName}' already exists. Choose a different database name."));
        if (DatabaseAccess.Others(database, session).Any())
            throw new SqlErrorException(new SqlMessage(5030, 16, 2, "The database could not be exclusively locked to perform the operation."));
        string previous = database.Name;
        database.Change(facts => facts with { Name = newName });
        if (string.Equals(session.State.Database, previous, StringComparison.OrdinalIgnoreCase))
        {
            session.State.Database = newName;
            batch.Response.DatabaseChanged(newName, previous);
        }

        batch.Response.Info(new SqlMessage(5021, 0, 0, $"The database name '{newName}' has been set."));
    }
}
