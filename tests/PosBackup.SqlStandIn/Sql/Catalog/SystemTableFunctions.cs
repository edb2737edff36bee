using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>The table-valued system functions there are.</summary>
internal static class SystemTableFunctions
{
    private static readonly SystemColumn[] VolumeColumns =
    [
        Required("database_id", TdsType.Int), Required("file_id", TdsType.Int), Optional("volume_mount_point", TdsType.NVarChar(512)), Optional("volume_id", TdsType.NVarChar(512)),
        Optional("logical_volume_name", TdsType.NVarChar(512)), Optional("file_system_type", TdsType.NVarChar(512)), Required("total_bytes", TdsType.BigInt),
        Required("available_bytes", TdsType.BigInt), Optional("supports_compression", TdsType.Bit), Optional("is_read_only", TdsType.Bit),
    ];

    private static readonly SystemTableFunction VolumeStats = new("dm_os_volume_stats", [TdsType.Int, TdsType.Int], VolumeColumns,
        (session, arguments) => Volumes(session).Where(row => row[0]!.Equals(arguments[0] ?? 0) && row[1]!.Equals(arguments[1] ?? 0)))
    {
        Since = new Version(10, 50),
        NeedsServerState = true,
        AllRows = Volumes,
    };

    private static readonly SystemTableFunction FileExists = new("dm_os_file_exists", [TdsType.NVarChar(4000)],
        [Required("file_exists", TdsType.Int), Required("file_is_a_directory", TdsType.Int), Required("parent_directory_exists", TdsType.Int)],
        (_, arguments) =>
        {
            string path = arguments[0] as string ?? "";
            return [[File.Exists(path) ? 1 : 0, Directory.Exists(path) ? 1 : 0, Directory.Exists(Path.GetDirectoryName(path)) ? 1 : 0]];
        })
    {
        Since = new Version(14, 0),
        NeedsServerState = true,
    };

    private static readonly SystemTableFunction MyPermissions = new("fn_my_permissions", [TdsType.SysName, TdsType.NVarChar(60)],
        [Required("entity_name", TdsType.SysName), Required("subentity_name", TdsType.SysName), Required("permission_name", Description)], Permissions);

    private static readonly Dictionary<string, SystemTableFunction> All =
        new[] { VolumeStats, FileExists, MyPermissions }.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SqlErrorException">208, or what the stand-in does not know.</exception>
    public static SystemTableFunction Find(SchemaObjectName name, SessionContext session)
    {
        string written = string.Join('.', name.Identifiers.Select(part => part.Value));
        if (!All.TryGetValue(name.BaseIdentifier.Value, out SystemTableFunction? function))
            throw name.SchemaIdentifier?.Value.Equals("sys", StringComparison.OrdinalIgnoreCase) == true ? SqlErrors.NotKnown($"the function {written}") : SqlErrors.InvalidObject(written);
        return function.Since <= session.Version ? function : throw SqlErrors.InvalidObject(written);
    }

    private static IEnumerable<object?[]> Volumes(SessionContext session) => session.Instance.Databases.SelectMany(database => DatabaseFiles.Of(database).Select(file =>
    {
        FixedDrive drive = FixedDrives.Of(file.Path);
        return new object?[] { database.Id, file.FileId, drive.Path, null, null, drive.FileSystem, drive.Total, drive.Free, false, false };
    }));

    private static IEnumerable<object?[]> Permissions(SessionContext session, object?[] arguments)
    {
        string kind = (arguments[1] as string ?? "SERVER").ToUpperInvariant();
        Database? database = kind switch
        {
            "SERVER" => null,
            "DATABASE" => arguments[0] is string name ? session.Open(name) : session.Database,
            _ => throw SqlErrors.NotKnown($"fn_my_permissions of the class {kind}"),
        };
        return PermissionNames.Mine(session, database).Select(permission => new object?[] { database is null ? "server" : "database", "", permission });
    }
}
