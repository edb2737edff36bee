using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Checking;

/// <summary>
/// DBCC CHECKDB. The messages are SQL Server's; object, index and allocation unit of a damaged page are told as unknown, since the rows lie
/// in SQLite.
/// </summary>
public static class CheckDatabaseRunner
{
    private const ushort Command = 230;

    /// <summary>Runs the check; findings are errors of class 16, and the batch goes on behind them.</summary>
    /// <exception cref="SqlErrorException">The check cannot be run.</exception>
    public static async Task RunAsync(
        DbccStatement statement, StatementValues values, Instance instance, SessionState session, ITdsResponse response, CancellationToken attention)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(response);
        CheckRequest request = CheckRequest.Read(statement, values, instance, session);
        request.Database.RequireOnline();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(attention, session.KillToken);
        session.CurrentCommand = "DBCC TABLE CHECK";
        try
        {
            var damaged = new SortedSet<uint>(await Task.Run(
                () => StoreCheck.FindDamage(request.Database, request.PhysicalOnly, cancelled.Token), cancelled.Token));
            if (instance.Faults.Take(FaultKind.DamagedPage, request.Database.Name) is { } fault)
                damaged.Add((uint)fault.Amount);
            if (damaged.Count == 0 && request.Database.Facts is { IsReadOnly: false, IsStandby: false })
                request.Database.Change(facts => facts with { LastGoodCheck = instance.Clock.GetLocalNow().DateTime });
            Tell(request, damaged, response);
        }
        finally
        {
            session.CurrentCommand = null;
        }
    }

    private static void Tell(CheckRequest request, SortedSet<uint> damaged, ITdsResponse response)
    {
        string name = request.Database.Name;
        if (!request.NoInfo)
            Info(response, 2536, $"DBCC results for '{name}'.");
        foreach (uint page in damaged)
        {
            response.Error(new SqlMessage(8928, 16, 1, string.Create(CultureInfo.InvariantCulture,
                $"Object ID 0, index ID -1, partition ID 0, alloc unit ID 0 (type Unknown): Page (1:{page}) could not be processed.  See other errors for details.")));
        }

        if (damaged.Count > 0 || !request.NoInfo)
            Info(response, 8989, string.Create(CultureInfo.InvariantCulture, $"CHECKDB found 0 allocation errors and {damaged.Count} consistency errors in database '{name}'."));
        if (damaged.Count > 0)
            Info(response, 8958, $"repair_allow_data_loss is the minimum repair level for the errors found by DBCC CHECKDB ({name}).");
        if (!request.NoInfo)
            Info(response, 2528, "DBCC execution completed. If DBCC printed error messages, contact your system administrator.");
        response.Done(Command, rowCount: null, error: damaged.Count > 0);
    }

    private static void Info(ITdsResponse response, int number, string text) => response.Info(new SqlMessage(number, 0, 1, text));
}
