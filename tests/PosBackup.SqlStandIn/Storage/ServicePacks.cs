namespace PosBackup.SqlStandIn.Storage;

/// <summary>Which builds are service packs: SQL Server had them up to 2016.</summary>
internal static class ServicePacks
{
    private static readonly Dictionary<int, int[]> FirstBuilds = new()
    {
        [10] = [2500, 4000, 6000],
        [11] = [3000, 5058, 6020, 7001],
        [12] = [4100, 5000, 6024],
        [13] = [4001, 5026, 6300],
    };

    /// <summary>ProductLevel of a version: RTM, or SP1 and so on.</summary>
    public static string LevelOf(Version version)
    {
        int pack = FirstBuilds.GetValueOrDefault(version.Major, []).Count(first => version.Build >= first);
        return pack == 0 ? "RTM" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SP{pack}");
    }
}
