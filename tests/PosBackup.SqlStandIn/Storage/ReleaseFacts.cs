namespace PosBackup.SqlStandIn.Storage;

/// <summary>What comes with a major version.</summary>
/// <param name="Name">2008 R2 to 2025.</param>
/// <param name="DatabaseVersion">Internal version of its databases.</param>
/// <param name="CompatibilityLevel">Level of new databases.</param>
public sealed record ReleaseFacts(string Name, int DatabaseVersion, byte CompatibilityLevel)
{
    /// <summary>The facts of a product version.</summary>
    /// <exception cref="ArgumentException">Older than 10.50 or newer than 17.</exception>
    public static ReleaseFacts Of(Version version) => version switch
    {
        { Major: 10, Minor: 50 } => new("2008 R2", 661, 100),
        { Major: 11 } => new("2012", 706, 110),
        { Major: 12 } => new("2014", 782, 120),
        { Major: 13 } => new("2016", 852, 130),
        { Major: 14 } => new("2017", 869, 140),
        { Major: 15 } => new("2019", 904, 150),
        { Major: 16 } => new("2022", 957, 160),
        { Major: 17 } => new("2025", 998, 170),
        _ => throw new ArgumentException($"the stand-in knows versions 10.50 and 11 to 17, not {version}", nameof(version)),
    };
}
