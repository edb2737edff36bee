using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.configurations: those that matter to backups, at their defaults; they cannot be changed here.</summary>
internal static class ConfigurationsView
{
    public static SystemView View { get; } = new("sys", "configurations",
    [
        Required("configuration_id", TdsType.Int), Required("name", TdsType.NVarChar(35)), Optional("value", TdsType.Variant), Optional("minimum", TdsType.Variant),
        Optional("maximum", TdsType.Variant), Optional("value_in_use", TdsType.Variant), Required("description", TdsType.NVarChar(255)),
        Required("is_dynamic", TdsType.Bit), Required("is_advanced", TdsType.Bit),
    ], (session, _) => All.Where(option => option.Since <= session.Version.Major).Select(option => new object?[]
    {
        option.Id, option.Name, option.Value, option.Least, option.Most, option.Value, option.Description, true, option.IsAdvanced,
    }));

    private static (int Id, string Name, int Value, int Least, int Most, string Description, bool IsAdvanced, int Since)[] All =>
    [
        (1544, "max server memory (MB)", 2147483647, 128, 2147483647, "Maximum size of server memory (MB)", true, 10),
        (1579, "backup compression default", 0, 0, 1, "Enable compression of backups by default", false, 10),
        (1584, "backup checksum default", 0, 0, 1, "Enable checksum of backups by default", false, 12),
        (16390, "xp_cmdshell", 0, 0, 1, "Enable or disable command shell", true, 10),
        (518, "show advanced options", 0, 0, 1, "show advanced options", false, 10),
        (1537, "media retention", 0, 0, 365, "Tape retention period in days", true, 10),
    ];
}
