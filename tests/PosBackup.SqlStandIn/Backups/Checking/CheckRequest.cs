using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Checking;

/// <summary>A DBCC CHECKDB statement with its values worked out.</summary>
/// <param name="Database">The database to check.</param>
/// <param name="NoInfo">NO_INFOMSGS.</param>
/// <param name="PhysicalOnly">PHYSICAL_ONLY, or NOINDEX.</param>
internal sealed record CheckRequest(Database Database, bool NoInfo, bool PhysicalOnly)
{
    /// <exception cref="SqlErrorException">2520: no such database; 7983: no rights; 50001: repairs and tables of results.</exception>
    public static CheckRequest Read(DbccStatement statement, StatementValues values, Instance instance, SessionState session)
    {
        foreach (DbccOption option in statement.Options)
            RequireKnown(option.OptionKind);
        string[] arguments = [.. statement.Literals.Select(literal => TextOf(literal, values))];
        if (arguments.Skip(1).FirstOrDefault(argument => !IsNoIndex(argument)) is { } repair)
            throw StatementErrors.NotInStandIn($"DBCC CHECKDB with {repair}");

        Database database = Find(arguments.FirstOrDefault() ?? "", instance, session);
        Login? login = instance.Logins.Find(session.LoginName);
        if (login is not { IsSysAdmin: true } && login?.InRole(database, "db_owner") != true)
            throw new SqlErrorException(new SqlMessage(7983, 14, 36, $"User '{session.LoginName}' does not have permission to run DBCC checkdb for database '{database.Name}'."));
        return new CheckRequest(
            database,
            statement.Options.Any(option => option.OptionKind == DbccOptionKind.NoInfoMessages),
            arguments.Any(IsNoIndex) || statement.Options.Any(option => option.OptionKind == DbccOptionKind.PhysicalOnly));
    }

    private static bool IsNoIndex(string argument) => argument.Equals("NOINDEX", StringComparison.OrdinalIgnoreCase);

    private static void RequireKnown(DbccOptionKind option)
    {
        if (option is not (DbccOptionKind.NoInfoMessages or DbccOptionKind.AllErrorMessages or DbccOptionKind.PhysicalOnly
            or DbccOptionKind.DataPurity or DbccOptionKind.ExtendedLogicalChecks or DbccOptionKind.TabLock))
            throw StatementErrors.NotInStandIn($"the DBCC CHECKDB option {option}");
    }

    private static string TextOf(DbccNamedLiteral literal, StatementValues values) =>
        literal.Value is IdentifierLiteral name ? name.Value : values.Text(literal.Value);

    // Nothing, or 0, is the session's own database; another number is an id.
    private static Database Find(string name, Instance instance, SessionState session)
    {
        bool isId = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int id);
        string wanted = name.Length == 0 || (isId && id == 0) ? session.Database : name;
        Database? found = isId && id != 0 ? instance.Databases.FirstOrDefault(database => database.Id == id) : instance.Find(wanted);
        return found ?? throw new SqlErrorException(new SqlMessage(2520, 16, 5,
            $"Could not find database '{wanted}'. The database either does not exist, or was dropped before a statement tried to use it. Verify if the database exists by querying the sys.databases catalog view."));
    }
}
