using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>ERROR_NUMBER() and its like: NULL outside of a CATCH block.</summary>
internal static class ErrorFunctions
{
    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        Of("ERROR_NUMBER", TdsType.Int, message => message.Number),
        Of("ERROR_MESSAGE", TdsType.NVarChar(4000), message => message.Text),
        Of("ERROR_SEVERITY", TdsType.Int, message => (int)message.Class),
        Of("ERROR_STATE", TdsType.Int, message => (int)message.State),
        Of("ERROR_LINE", TdsType.Int, message => message.Line),
        Of("ERROR_PROCEDURE", TdsType.SysName, message => message.Procedure.Length == 0 ? null : message.Procedure),
    ];

    private static SqlFunction Of(string name, TdsType type, Func<SqlMessage, object?> read) =>
        SqlFunction.Of(name, type, [], (session, _) => session.Caught is { } caught ? read(caught.Message) : null) with { IsPure = false };
}
