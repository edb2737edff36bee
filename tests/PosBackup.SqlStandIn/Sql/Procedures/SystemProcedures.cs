namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary>The system procedures the stand-in has.</summary>
internal static class SystemProcedures
{
    private static readonly Dictionary<string, SystemProcedure> ByName = Enumerable.Empty<SystemProcedure>()
        .Append(ExecuteSql.Procedure)
        .Append(FaultProcedure.Procedure)
        .Concat(RegistryProcedures.All)
        .Concat(FileProcedures.All)
        .Concat(InformationProcedures.All)
        .ToDictionary(procedure => procedure.Name, StringComparer.OrdinalIgnoreCase);

    public static SystemProcedure? Find(string name) => ByName.GetValueOrDefault(name);
}
