using System.Globalization;
using PosBackup.Engine.Backups.Placement;

namespace PosBackup.Engine.Drills;

/// <summary>Ranges and clashes of <see cref="DrillOptions"/>, each named with what was given.</summary>
internal static class DrillOptionsRules
{
    private static readonly string[] System = ["master", "model", "msdb", "tempdb"];

    public static void Check(DrillOptions options)
    {
        options.Instance.Validate();
        if (options.Databases.Count == 0)
            throw Invalid("no database is named", "Name databases, or * for all.");

        if (options.Databases.Any(string.IsNullOrWhiteSpace))
            throw Invalid("a database has no name", "Name it, or leave it out.");

        if (options.Databases.FirstOrDefault(IsSystem) is { } system)
            throw Invalid($"{system} is a system database, which no drill restores", "Drill it by hand, on an instance of its own.");

        if (options.From.Any(string.IsNullOrWhiteSpace))
            throw Invalid("a source is empty", "Name files or folders.");

        if (string.IsNullOrWhiteSpace(options.EvidenceFolder))
            throw Invalid("there is no folder for the evidence", "Name one.");

        if (options.AssertionFile is { } file && string.IsNullOrWhiteSpace(file))
            throw Invalid("the file of assertions has no name", "Name it, or leave it out.");

        if (options.Seed is not null && options.Moment != DrillMoment.Random)
            throw Invalid("a seed is given, but the moment is not to be a random one", "Ask for a random moment, or leave the seed out.");

        if (options.Window is not null && options.Moment == DrillMoment.Latest)
            throw Invalid("a window is given, but the latest moment is asked for", "Ask for a random or the oldest moment, or leave the window out.");

        if (options.Window is { } window && window <= TimeSpan.Zero)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"window {window} is out of range"), "It must be longer than nothing.");

        if (options.RtoTarget is { } target && target <= TimeSpan.Zero)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"RTO target {target} is out of range"), "It must be longer than nothing.");

        foreach ((string? folder, string what) in new[] { (options.DataFolder, "data folder"), (options.LogFolder, "log folder") })
        {
            if (folder is not null && !ServerPath.IsWhole(folder))
                throw Invalid($"the {what} {folder} does not say where it begins", "Name it from its root, as the instance sees it.");
        }

        if (options.StallTimeout < TimeSpan.FromMinutes(1) || options.StallTimeout > TimeSpan.FromHours(24))
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"stall timeout {options.StallTimeout} is out of range"), "It may be 1 minute to 24 hours.");
    }

    /// <summary>Whether a name is that of a system database.</summary>
    public static bool IsSystem(string name) => Array.Exists(System, one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase));

    private static PosBackupException Invalid(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}
