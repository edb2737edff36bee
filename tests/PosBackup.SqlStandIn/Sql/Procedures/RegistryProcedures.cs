using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary>xp_instance_regread: the few values of the instance's registry that backup tools ask for.</summary>
internal static class RegistryProcedures
{
    public static IReadOnlyList<SystemProcedure> All { get; } = [new("xp_instance_regread", Read), new("xp_regread", Read)];

    private static Task<int> Read(ProcedureCall call)
    {
        if (!call.Session.Permissions.IsSysAdmin)
            throw new SqlErrorException(new SqlMessage(229, 14, 5, $"The EXECUTE permission was denied on the object '{call.Name}', database 'mssqlsystemresource', schema 'sys'."));
        string key = call.Text(1, "@key");
        string name = call.Text(2, "@value_name");
        object? value = Value(key, name, call.Session.Instance);
        if (value is null)
        {
            call.Batch.Response.Error(new SqlMessage(22001, 16, 1, "RegQueryValueEx() returned error 2, 'The system cannot find the file specified.'"));
            return Task.FromResult(1);
        }

        TdsType type = value is int ? TdsType.Int : TdsType.NVarChar(4000);
        if (call.Has(3, "@value"))
            call.SetOutput(3, "@value", value, type);
        else
            call.Send([new TdsColumn("Value", TdsType.NVarChar(256)), new TdsColumn("Data", type)], [[name, value]]);
        return Task.FromResult(0);
    }

    private static object? Value(string key, string name, Instance instance)
    {
        bool isServerKey = key.Replace('/', '\\').EndsWith(@"MSSQLServer\MSSQLServer", StringComparison.OrdinalIgnoreCase);
        return (isServerKey, name.ToUpperInvariant()) switch
        {
            (true, "BACKUPDIRECTORY") => instance.Identity.DefaultBackupPath,
            (true, "DEFAULTDATA") => instance.Identity.DefaultDataPath,
            (true, "DEFAULTLOG") => instance.Identity.DefaultLogPath,
            (true, "LOGINMODE") => 2,
            (true, "AUDITLEVEL") => 2,
            (false, "OBJECTNAME") => instance.Identity.ServiceAccount,
            _ => null,
        };
    }
}
