using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Functions about the session that asks.</summary>
internal static class SessionFunctions
{
    /// <summary>A variable as it is at this row; the translator's own.</summary>
    public const string LiveVariable = "VARIABLE";

    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        Volatile("SCOPE_IDENTITY", TdsType.Decimal(38, 0), [], (session, _) => session.Outcome.Identity),
        Volatile("ROWCOUNT_BIG", TdsType.BigInt, [], (session, _) => session.Outcome.RowCount),
        Volatile("XACT_STATE", TdsType.SmallInt, [], (session, _) => (short)(session.Transaction.IsDoomed ? -1 : session.Transaction.Count > 0 ? 1 : 0)),
        Volatile("HOST_NAME", TdsType.SysName, [], (session, _) => session.State.HostName),
        Volatile("APP_NAME", TdsType.SysName, [], (session, _) => session.State.ProgramName),
        new(LiveVariable, [TdsType.SysName, Any], types => types[1], _ => (session, a) => session.Variables[(string)a[0]!].Value)
        {
            IsPure = false, IsPublic = false, NullIfAnyNull = false,
        },
    ];

    private static SqlFunction Volatile(string name, TdsType result, IReadOnlyList<Parameter> parameters, FunctionBody body) =>
        SqlFunction.Of(name, result, parameters, body) with { IsPure = false };
}
