using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary><c>EXEC standin_fault N'disk-full; bytes=100000'</c>: what SQL Server does not have. The words are <see cref="FaultScript"/>'s.</summary>
internal static class FaultProcedure
{
    public static SystemProcedure Procedure { get; } = new("standin_fault", Run);

    private static Task<int> Run(ProcedureCall call)
    {
        FaultScript.Apply(call.Text(0, "@fault"), call.Session.Instance.Faults);
        return Task.FromResult(0);
    }
}
