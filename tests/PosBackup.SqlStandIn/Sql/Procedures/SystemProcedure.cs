namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary>A system procedure.</summary>
/// <param name="Name">Name without schema.</param>
/// <param name="RunAsync">Runs a call; gives the return value.</param>
internal sealed record SystemProcedure(string Name, Func<ProcedureCall, Task<int>> RunAsync);
