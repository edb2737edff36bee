using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>
/// All built-in functions, and the two SQLite functions through which they are called:
/// <c>tsql('DATEADD:varchar(30);int;datetime_text', ...)</c>. The key says what is called with which types, so that it means the same
/// in a column's default that was written years ago.
/// </summary>
internal static class SqlFunctions
{
    /// <summary>For functions whose result depends on their arguments alone.</summary>
    public const string PureName = "tsql";

    /// <summary>For functions that look at the clock, the session or the server.</summary>
    public const string VolatileName = "tsql_now";

    private static readonly Dictionary<string, SqlFunction> ByName = Enumerable.Empty<SqlFunction>()
        .Concat(TextFunctions.All)
        .Concat(SearchFunctions.All)
        .Concat(MomentFunctions.All)
        .Concat(NumberFunctions.All)
        .Concat(OperatorFunctions.All)
        .Concat(ServerFunctions.All)
        .Concat(SessionFunctions.All)
        .Concat(MetadataFunctions.All)
        .Concat(SecurityFunctions.All)
        .Concat(ErrorFunctions.All)
        .ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly ConcurrentDictionary<string, BoundCall> Calls = new(StringComparer.Ordinal);

    public static SqlFunction? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>A call as SQLite text; the arguments already have the types of the parameters.</summary>
    public static Scalar Call(SqlFunction function, IReadOnlyList<Scalar> arguments)
    {
        TdsType[] types = [.. arguments.Select(argument => argument.Type)];
        string key = $"{function.Name}:{string.Join(';', types.Select(type => DeclaredType.Of(type, identity: null)))}";
        string name = function.IsPure ? PureName : VolatileName;
        return new Scalar($"{name}({string.Join(", ", arguments.Select(argument => argument.Sql).Prepend(SqlText.Quoted(key)))})", function.Result(types));
    }

    /// <summary>A call of a function by its name, for the translator's own needs.</summary>
    public static Scalar Call(string name, params Scalar[] arguments) => Call(ByName[name], arguments);

    /// <summary>Registers both functions on a session's connection. An error of theirs is kept in the session: SQLite passes on its text only.</summary>
    public static void Register(SqliteConnection connection, SessionContext session)
    {
        connection.CreateFunction(PureName, (object?[] arguments) => Invoke(session, arguments), isDeterministic: true);
        connection.CreateFunction(VolatileName, (object?[] arguments) => Invoke(session, arguments), isDeterministic: false);
    }

    private static object? Invoke(SessionContext session, object?[] arguments)
    {
        try
        {
            return Calls.GetOrAdd((string)arguments[0]!, Bind).Invoke(session, arguments);
        }
        catch (Exception error) when (error is SqlErrorException or OverflowException)
        {
            session.Connection.FunctionError = error as SqlErrorException ?? SqlErrors.Overflow("numeric");
            throw;
        }
    }

    private static BoundCall Bind(string key)
    {
        int colon = key.IndexOf(':', StringComparison.Ordinal);
        string name = key[..colon];
        string[] parts = key[(colon + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (CastFunction.Bind(name, parts) is { } cast)
            return cast;

        SqlFunction function = ByName[name];
        TdsType[] types = [.. parts.Select(SqliteTypes.Parse)];
        return new BoundCall(types, function.Result(types), function.Bind(types), function.NullIfAnyNull);
    }
}
