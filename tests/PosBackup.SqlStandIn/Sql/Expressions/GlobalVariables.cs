using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>@@ROWCOUNT and its like: parameters that are read when the statement runs.</summary>
internal static class GlobalVariables
{
    private static readonly Dictionary<string, (TdsType Type, Func<SessionContext, object?> Read)> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@@ROWCOUNT"] = (TdsType.Int, session => (int)Math.Min(session.Outcome.RowCount, int.MaxValue)),
        ["@@ERROR"] = (TdsType.Int, session => session.Outcome.Error),
        ["@@IDENTITY"] = (TdsType.Decimal(38, 0), session => session.Outcome.Identity),
        ["@@TRANCOUNT"] = (TdsType.Int, session => session.Transaction.Count),
        ["@@SPID"] = (TdsType.SmallInt, session => (short)session.State.Spid),
        ["@@VERSION"] = (TdsType.NVarChar(300), session => ServerProperties.VersionText(session.Instance)),
        ["@@SERVERNAME"] = (TdsType.SysName, session => session.Instance.Identity.ServerName),
        ["@@SERVICENAME"] = (TdsType.SysName, session => session.Instance.Identity.InstanceName ?? "MSSQLSERVER"),
        ["@@MICROSOFTVERSION"] = (TdsType.Int, session => (session.Version.Major << 24) | (session.Version.Minor << 16) | session.Version.Build),
        ["@@LANGUAGE"] = (TdsType.SysName, session => session.State.Language),
        ["@@LANGID"] = (TdsType.SmallInt, session => Languages.Find(session.State.Language)?.Id ?? (short)0),
        ["@@DATEFIRST"] = (new(SqlTypeCode.TinyInt), session => (byte)session.Options.DateFirst),
        ["@@LOCK_TIMEOUT"] = (TdsType.Int, session => session.Options.LockTimeout == Timeout.InfiniteTimeSpan ? -1 : (int)session.Options.LockTimeout.TotalMilliseconds),
        ["@@NESTLEVEL"] = (TdsType.Int, session => session.NestLevel),
        ["@@MAX_PRECISION"] = (new(SqlTypeCode.TinyInt), _ => (byte)38),
        ["@@TEXTSIZE"] = (TdsType.Int, session => session.Options.TextSize),
        ["@@OPTIONS"] = (TdsType.Int, session => 0x1470 | (session.Options.NoCount ? 0x200 : 0) | (session.Options.XactAbort ? 0x4000 : 0)),
        ["@@FETCH_STATUS"] = (TdsType.Int, _ => 0),
        ["@@PROCID"] = (TdsType.Int, _ => 0),
    };

    public static Scalar Translate(string name, Translation translation) => All.TryGetValue(name, out var global)
        ? translation.Bind(name, global.Type, global.Read)
        : throw SqlErrors.NotKnown($"the global variable {name}");
}
