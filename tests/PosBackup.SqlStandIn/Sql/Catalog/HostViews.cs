using System.Runtime.InteropServices;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.dm_os_host_info, sys.dm_os_sys_info and sys.dm_os_enumerate_fixed_drives.</summary>
internal static class HostViews
{
    public static SystemView HostInfo { get; } = new("sys", "dm_os_host_info",
    [
        Required("host_platform", TdsType.NVarChar(256)), Required("host_distribution", TdsType.NVarChar(256)), Required("host_release", TdsType.NVarChar(256)),
        Required("host_service_pack_level", TdsType.NVarChar(256)), Optional("host_sku", TdsType.Int), Required("os_language_version", TdsType.Int),
    ], (_, _) => [[OperatingSystem.IsWindows() ? "Windows" : "Linux", RuntimeInformation.OSDescription, Environment.OSVersion.Version.ToString(), "", null, 0]])
    {
        Since = new Version(14, 0),
    };

    public static SystemView SysInfo { get; } = new("sys", "dm_os_sys_info",
    [
        Required("ms_ticks", TdsType.BigInt), Required("cpu_count", TdsType.Int), From(11, "physical_memory_kb", TdsType.BigInt), Required("sqlserver_start_time", TdsType.DateTime),
    ], (session, _) => [[Environment.TickCount64, Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024, session.Instance.StartedAt.DateTime]])
    {
        NeedsServerState = true,
    };

    public static SystemView FixedDrives { get; } = new("sys", "dm_os_enumerate_fixed_drives",
    [
        Required("fixed_drive_path", TdsType.NVarChar(256)), Required("drive_type", TdsType.Int), Required("drive_type_desc", TdsType.NVarChar(256)), Required("free_space_in_bytes", TdsType.BigInt),
    ], (_, _) => Catalog.FixedDrives.All().Select(drive => new object?[] { drive.Path, 3, "DRIVE_FIXED", drive.Free }))
    {
        Since = new Version(14, 0),
    };
}
