using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>KILL.</summary>
internal static class KillStatements
{
    public static void Run(KillStatement kill, Batch batch)
    {
        if (kill.WithStatusOnly)
            throw SqlErrors.NotKnown("KILL ... WITH STATUSONLY");
        if (!batch.Session.Permissions.CanKill)
            throw SqlErrors.KillDenied();
        int spid = Convert.ToInt32(batch.Evaluate(kill.Parameter, TdsType.Int), CultureInfo.InvariantCulture);
        if (spid == batch.Session.State.Spid)
            throw SqlErrors.KillYourself();
        if (!batch.Session.Instance.Sessions.Kill(spid))
            throw SqlErrors.NotASession(spid);
    }
}
