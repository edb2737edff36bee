using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>
/// sys.dm_exec_sessions, sys.dm_exec_requests and sys.dm_exec_connections. Without VIEW SERVER STATE one sees oneself. What is not counted
/// here, such as processor time, is NULL, though SQL Server always has a number.
/// </summary>
internal static class SessionsView
{
    public static SystemView Sessions { get; } = new("sys", "dm_exec_sessions",
    [
        Required("session_id", TdsType.SmallInt), Required("login_time", TdsType.DateTime), Optional("host_name", TdsType.SysName), Optional("program_name", TdsType.SysName),
        Optional("host_process_id", TdsType.Int), Required("login_name", TdsType.SysName), Required("status", TdsType.NVarChar(30)), Optional("cpu_time", TdsType.Int),
        Optional("reads", TdsType.BigInt), Optional("writes", TdsType.BigInt), Required("is_user_process", TdsType.Bit), Optional("language", TdsType.SysName),
        Optional("date_format", TdsType.NVarChar(3)), Required("original_login_name", TdsType.SysName), From(11, "database_id", TdsType.SmallInt), From(11, "open_transaction_count", TdsType.Int),
    ], (session, _) => Visible(session).Select(state => new object?[]
    {
        (short)state.Spid, state.LoginTime.DateTime, state.HostName, state.ProgramName, null, state.LoginName, state.Status, null, null, null, true, state.Language,
        state.DateFormat, state.OriginalLogin, DatabaseId(state, session), state.OpenTransactions,
    }));

    public static SystemView Requests { get; } = new("sys", "dm_exec_requests",
    [
        Required("session_id", TdsType.SmallInt), Required("request_id", TdsType.Int), Required("start_time", TdsType.DateTime), Required("status", TdsType.NVarChar(30)),
        Required("command", TdsType.NVarChar(32)), Optional("sql_handle", TdsType.VarBinary(64)), Required("database_id", TdsType.SmallInt),
        Optional("blocking_session_id", TdsType.SmallInt), Optional("wait_type", TdsType.NVarChar(60)), Required("wait_time", TdsType.Int),
        Required("open_transaction_count", TdsType.Int), Required("percent_complete", new(SqlTypeCode.Real)), Required("estimated_completion_time", TdsType.BigInt),
        Optional("cpu_time", TdsType.Int), Required("total_elapsed_time", TdsType.Int), Optional("reads", TdsType.BigInt), Optional("writes", TdsType.BigInt),
        Optional("logical_reads", TdsType.BigInt),
    ], (session, _) => Visible(session).Where(state => state.CurrentCommand is not null).Select(state => Request(state, session)));

    public static SystemView Connections { get; } = new("sys", "dm_exec_connections",
    [
        Optional("session_id", TdsType.Int), Required("connect_time", TdsType.DateTime), Required("net_transport", TdsType.NVarChar(40)),
        Optional("protocol_type", TdsType.NVarChar(40)), Required("auth_scheme", TdsType.NVarChar(40)), Optional("client_net_address", new(SqlTypeCode.VarChar, 48)),
    ], (session, _) => Visible(session).Select(state => new object?[] { state.Spid, state.LoginTime.DateTime, "TCP", "TSQL", "SQL", "127.0.0.1" }))
    {
        NeedsServerState = true,
    };

    /// <summary>The view of SQL Server 2000, which every version keeps.</summary>
    public static SystemView Processes { get; } = new("sys", "sysprocesses",
    [
        Required("spid", TdsType.SmallInt), Required("dbid", TdsType.SmallInt), Required("login_time", TdsType.DateTime), Required("open_tran", TdsType.SmallInt),
        Required("status", new(SqlTypeCode.NChar, 30)), Required("hostname", new(SqlTypeCode.NChar, 128)), Required("program_name", new(SqlTypeCode.NChar, 128)),
        Required("cmd", new(SqlTypeCode.NChar, 16)), Required("loginame", new(SqlTypeCode.NChar, 128)),
    ], (session, _) => Visible(session).Select(state => new object?[]
    {
        (short)state.Spid, DatabaseId(state, session), state.LoginTime.DateTime, (short)state.OpenTransactions, state.Status, state.HostName, state.ProgramName,
        state.CurrentCommand is { } command ? command[..Math.Min(command.Length, 16)] : "AWAITING COMMAND", state.LoginName,
    }));

    private static IEnumerable<SessionState> Visible(SessionContext session) =>
        session.Instance.Sessions.All.Where(state => session.Permissions.CanViewServerState || state.Spid == session.State.Spid);

    private static short DatabaseId(SessionState state, SessionContext session) => (short)(session.Instance.Find(state.Database)?.Id ?? 0);

    private static object?[] Request(SessionState state, SessionContext session)
    {
        DateTimeOffset start = state.StartTime ?? session.Now;
        int elapsed = (int)Math.Clamp((session.Now - start).TotalMilliseconds, 0, int.MaxValue);
        double done = state.PercentComplete;
        long left = done > 0 ? (long)(elapsed * (100 - done) / done) : 0;
        return
        [
            (short)state.Spid, 0, start.DateTime, state.Status, state.CurrentCommand, null, DatabaseId(state, session), (short)0, null, 0,
            state.OpenTransactions, (float)done, left, null, elapsed, state.PagesDone, state.PagesDone, null,
        ];
    }
}
