using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>WAITFOR DELAY and TIME; an attention ends the wait.</summary>
internal static class WaitStatements
{
    public static async Task RunAsync(WaitForStatement wait, Batch batch)
    {
        (object? value, TdsType _) = wait.WaitForOption == WaitForOption.Statement
            ? throw SqlErrors.NotKnown("WAITFOR of a statement")
            : batch.Evaluate(wait.Parameter);
        TimeSpan time = value switch
        {
            DateTime moment => moment.TimeOfDay,
            TimeSpan span => span,
            string text when MomentTexts.TryParse(text, DateOrder.Mdy, isoAlwaysYmd: true, out DateTimeOffset? moment) && moment is { } read => read.TimeOfDay,
            _ => throw SqlErrors.BadDelay(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
        };
        if (wait.WaitForOption == WaitForOption.Time)
        {
            TimeSpan now = batch.Session.Now.TimeOfDay;
            time = time >= now ? time - now : time - now + TimeSpan.FromDays(1);
        }

        await batch.Response.FlushAsync();
        await Task.Delay(time, batch.Session.Instance.Clock, batch.Attention);
        batch.Session.Outcome.RowCount = 0;
    }
}
