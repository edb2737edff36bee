using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Backups.Checking;
using PosBackup.SqlStandIn.Backups.Restoring;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Sql.Batches;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>BACKUP, RESTORE and DBCC: handed to those who know media and pages.</summary>
internal static class BackupStatements
{
    public static Task RunAsync(TSqlStatement statement, Batch batch)
    {
        var values = new StatementValues(expression => batch.Evaluate(expression).Value);

        // Files may be copied or replaced: nothing of this session holds them meanwhile. Inside a transaction the runners refuse.
        if (batch.Session.Transaction.Count == 0)
            batch.Release();
        return statement switch
        {
            BackupStatement backup => BackupStatementRunner.RunAsync(
                backup, values, batch.Session.Instance, batch.Session.State, batch.Response, batch.Attention),
            RestoreStatement restore => RestoreStatementRunner.RunAsync(
                restore, values, batch.Session.Instance, batch.Session.State, batch.Response, batch.Attention),
            DbccStatement { Command: DbccCommand.CheckDB } check => CheckDatabaseRunner.RunAsync(
                check, values, batch.Session.Instance, batch.Session.State, batch.Response, batch.Attention),
            DbccStatement other => throw SqlErrors.NotKnown($"DBCC {other.Command.ToString().ToUpperInvariant()}"),
            _ => throw SqlErrors.NotKnown($"the statement {StatementNames.Of(statement)}"),
        };
    }
}
