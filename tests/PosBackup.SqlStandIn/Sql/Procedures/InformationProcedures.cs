using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary>Procedures that clients call to look around.</summary>
internal static class InformationProcedures
{
    public static IReadOnlyList<SystemProcedure> All { get; } = [new("sp_databases", Databases), new("sp_reset_connection", Reset)];

    private static Task<int> Databases(ProcedureCall call)
    {
        call.Send([new TdsColumn("DATABASE_NAME", TdsType.SysName, Nullable: false), new TdsColumn("DATABASE_SIZE", TdsType.Int), new TdsColumn("REMARKS", new TdsType(SqlTypeCode.VarChar, 254))],
            call.Session.Instance.Databases
                .Where(call.Session.Permissions.CanEnter)
                .OrderBy(database => database.Name, StringComparer.OrdinalIgnoreCase)
                .Select(database => new object?[] { database.Name, (int)(Catalog.DatabaseFiles.DataPages(database) * 8), null }));
        return Task.FromResult(0);
    }

    private static Task<int> Reset(ProcedureCall call)
    {
        _ = call;
        throw SqlErrors.NotKnown("sp_reset_connection as text: a client asks for it by a bit of the packet");
    }
}
