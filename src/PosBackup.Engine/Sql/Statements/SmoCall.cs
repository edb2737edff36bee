using Microsoft.SqlServer.Management.Common;
using Smo = Microsoft.SqlServer.Management.Smo;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>A BACKUP or RESTORE that SMO sends.</summary>
/// <param name="session">Whose connection it takes: SMO turns errors of the session into messages, so nothing else may use it.</param>
/// <param name="statement">SMO's object.</param>
/// <param name="send">Its method that sends.</param>
internal sealed class SmoCall(SqlSession session, Smo.BackupRestoreBase statement, Action<Smo.Server> send) : IStatementCall
{
    public void Run()
    {
        // With a listener SMO reports errors as messages of their own; without one it merges them.
        statement.PercentComplete += static (_, _) => { };
        send(new Smo.Server(new ServerConnection(session.Connection) { StatementTimeout = 0 }));
    }

    public void BreakOff() => statement.Abort();

    public void Dispose()
    {
    }
}
