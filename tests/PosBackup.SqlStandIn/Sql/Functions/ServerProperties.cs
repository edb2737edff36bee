using System.Globalization;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>SERVERPROPERTY's values and the text of @@VERSION.</summary>
internal static class ServerProperties
{
    private const int EngineEditionIsStandalone = 15;

    /// <summary>A property; null for a name that the version does not know, as on a real server.</summary>
    public static object? Read(string name, Instance instance)
    {
        ServerIdentity identity = instance.Identity;
        Version version = identity.ProductVersion;
        return name.ToUpperInvariant() switch
        {
            "SERVERNAME" => identity.ServerName,
            "MACHINENAME" or "COMPUTERNAMEPHYSICALNETBIOS" => identity.MachineName,
            "INSTANCENAME" => identity.InstanceName,
            "EDITION" => identity.Edition.Name,
            "EDITIONID" => identity.Edition.EditionId,
            "ENGINEEDITION" => identity.Edition.EngineEdition,
            "PRODUCTVERSION" => VersionOf(version),
            "PRODUCTLEVEL" => ServicePacks.LevelOf(version),
            "PRODUCTUPDATELEVEL" => null,
            "PRODUCTMAJORVERSION" => version.Major >= 12 ? version.Major.ToString(CultureInfo.InvariantCulture) : null,
            "PRODUCTMINORVERSION" => version.Major >= 12 ? version.Minor.ToString(CultureInfo.InvariantCulture) : null,
            "PRODUCTBUILD" => version.Major >= 12 ? version.Build.ToString(CultureInfo.InvariantCulture) : null,
            "COLLATION" => identity.Collation,
            "LCID" => CollationNumbers.Of(identity.Collation)?.Lcid,
            "COLLATIONID" => IsUsual(identity) ? 872468488 : null,
            "SQLCHARSETNAME" => IsUsual(identity) ? "iso_1" : null,
            "SQLSORTORDERNAME" => IsUsual(identity) ? "nocase_iso" : null,
            "BUILDCLRVERSION" => "v4.0.30319",
            "PROCESSID" => Environment.ProcessId,
            "ISCLUSTERED" or "ISHADRENABLED" or "ISINTEGRATEDSECURITYONLY" or "ISSINGLEUSER" or "ISFULLTEXTINSTALLED" or "ISADVANCEDANALYTICSINSTALLED"
                or "ISPOLYBASEINSTALLED" or "FILESTREAMCONFIGUREDLEVEL" or "FILESTREAMEFFECTIVELEVEL" or "ISTEMPDBMETADATAMEMORYOPTIMIZED" => 0,
            "ISLOCALDB" => 0,
            "ISXTPSUPPORTED" => version.Major >= 12 && identity.Edition.EngineEdition != 4 ? 1 : 0,
            "INSTANCEDEFAULTDATAPATH" => version.Major >= 11 ? WithSeparator(identity.DefaultDataPath) : null,
            "INSTANCEDEFAULTLOGPATH" => version.Major >= 11 ? WithSeparator(identity.DefaultLogPath) : null,
            "INSTANCEDEFAULTBACKUPPATH" => version.Major >= EngineEditionIsStandalone ? identity.DefaultBackupPath : null,
            "ERRORLOGFILENAME" => Path.Combine(instance.Options.DataFolder, "log", "errorlog"),
            "LICENSETYPE" => "DISABLED",
            "RESOURCEVERSION" => VersionOf(version),
            "PATHSEPARATOR" => version.Major >= 14 ? Path.DirectorySeparatorChar.ToString() : null,
            _ => null,
        };
    }

    /// <summary>@@VERSION. It tells what it really is: nobody shall take it for the real one.</summary>
    public static string VersionText(Instance instance) => string.Create(CultureInfo.InvariantCulture,
        $"Microsoft SQL Server {instance.Identity.Release.Name} (stand-in of the PosBackup tests) - {VersionOf(instance.Identity.ProductVersion)} (X64) \n\t{instance.Identity.Edition.Name} on {(OperatingSystem.IsWindows() ? "Windows" : "Linux")}");

    /// <summary>major.minor.build.revision as SQL Server writes it: 10.50.6000.34, 16.0.4165.4.</summary>
    public static string VersionOf(Version version) => version.ToString(Math.Min(4, version.Revision < 0 ? version.Build < 0 ? 2 : 3 : 4));

    // What belongs to other collations the stand-in does not know, and says so by NULL.
    private static bool IsUsual(ServerIdentity identity) => identity.Collation.Equals("SQL_Latin1_General_CP1_CI_AS", StringComparison.OrdinalIgnoreCase);

    private static string WithSeparator(string path) => path.EndsWith(Path.DirectorySeparatorChar) ? path : path + Path.DirectorySeparatorChar;
}
