using System.Globalization;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Restores;

/// <summary>Ranges and clashes of <see cref="RestoreOptions"/>, each named with what was given.</summary>
internal static class RestoreOptionsRules
{
    private const int LongestName = 128;

    private static readonly string[] System = ["master", "model", "msdb", "tempdb"];

    public static void Check(RestoreOptions options)
    {
        options.Instance.Validate();
        Name(options.Database, "the database");
        Name(options.TargetName, "the new name");
        if (Array.Find(System, name => IsSame(name, options.TargetName) || IsSame(name, options.Database)) is { } system)
        {
            throw Invalid(
                $"{system} is a system database, which this command does not restore",
                system switch
                {
                    "tempdb" => "tempdb is made anew at each start of the instance.",
                    "master" => "To bring back master, start the instance in single-user mode (-m) and restore with sqlcmd; all other databases stay attached to what the old master says.",
                    _ => "Stop SQL Server Agent, and restore it with sqlcmd: RESTORE DATABASE … WITH REPLACE. It must be of the same version.",
                });
        }

        if (options.Finish != RestoreFinish.Standby && options.StandbyFile is not null)
            throw Invalid("an undo file is given, but the database is not to be left in standby", "Ask for standby, or leave the undo file out.");

        if (options.TailLog is not null && !options.Replace)
            throw Invalid("a choice for the tail-log is given, but no database is to be replaced", "Ask for replacing, or leave the choice out.");

        if (options.TailLogFolder is not null && options.TailLog != TailLogChoice.Take)
            throw Invalid("a folder for the tail-log backup is given, but none is to be taken", "Ask for taking the tail-log, or leave the folder out.");

        foreach ((string? folder, string what) in new[] { (options.DataFolder, "data folder"), (options.LogFolder, "log folder"), (options.TailLogFolder, "tail-log folder"), (options.StandbyFile, "undo file") })
        {
            if (folder is not null && !ServerPath.IsWhole(folder))
                throw Invalid($"the {what} {folder} does not say where it begins", "Name it from its root, as the instance sees it.");
        }

        if (options.From.Any(string.IsNullOrWhiteSpace))
            throw Invalid("a source is empty", "Name files or folders.");

        if (options.Moment is RestoreMoment.AtMark { Name: "" })
            throw Invalid("the mark has no name", "Name the marked transaction.");

        if (options.StallTimeout < TimeSpan.FromMinutes(1) || options.StallTimeout > TimeSpan.FromHours(24))
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"stall timeout {options.StallTimeout} is out of range"), "It may be 1 minute to 24 hours.");
    }

    private static void Name(string name, string what)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Invalid($"{what} has no name", "Name it.");

        if (name.Length > LongestName)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"{what} has a name of {name.Length} characters"), "SQL Server takes 128.");

        if (name.Any(char.IsControl))
            throw Invalid($"{what} has a control character in its name", "Take it out.");
    }

    /// <summary>Spaces at the end do not count in a name of SQL Server.</summary>
    private static bool IsSame(string left, string right) => string.Equals(left, right.TrimEnd(' '), StringComparison.OrdinalIgnoreCase);

    private static PosBackupException Invalid(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}
