using System.Buffers;
using System.Globalization;
using PosBackup.Engine.Backups.Placement;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>
/// Whether a path can be one that backups are written to, by its form alone.
/// <code>
/// /var/backup   D:\backup   \\nas\backup      taken
/// backup                                      refused: SQL Server would put it somewhere of its own
/// NUL   \\.\…                                 refused: a log backup to NUL breaks the chain for good
/// https://…                                   refused: not a file
/// Z:\backup, Z: mapped                        refused, with the share's path: services do not see mapped drives
/// over 259 characters                         refused
/// </code>
/// </summary>
internal sealed class PathRules(IDriveLookup drives)
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>\"|?*");

    /// <summary>Checks a folder or file.</summary>
    /// <param name="path">Path as the instance is to see it.</param>
    /// <param name="longestName">Characters that are still to be added to it.</param>
    public PreflightCheck Check(string path, int longestName)
    {
        if (path.Contains("://", StringComparison.Ordinal))
            return Refuse($"{path} is an address, not a folder", "Name a folder; files are brought elsewhere after the backup.");

        if (IsDevice(path))
            return Refuse($"{path} is a device: a backup sent there is lost, and a log backup breaks the chain", "Name a folder.");

        if (path.Any(char.IsControl))
            return Refuse("the path holds a control character", "Take it out.");

        if (!ServerPath.IsWhole(path))
            return Refuse($"{path} does not say where it begins", @"Name it from its root: D:\backup, \\server\share\backup or /var/backup.");

        if (!ServerPath.IsUnix(path) && path.AsSpan().ContainsAny(Forbidden))
            return Refuse($"{path} holds a character that Windows allows in no path", "Leave out < > \" | ? and *.");

        if (path.Length + longestName > ServerPath.Longest)
        {
            return Refuse(
                string.Create(CultureInfo.InvariantCulture, $"{path} leaves no room for names: {path.Length + longestName} characters, SQL Server takes {ServerPath.Longest}"),
                "Choose a shorter path.");
        }

        return ServerPath.Drive(path) is { } drive && drives.ShareOf(drive) is { } share
            ? Refuse(
                $"{drive}: is a mapped drive, which the service of the instance does not see",
                $"Name the folder by its share: {share}{path[2..]}")
            : new PreflightCheck(PreflightSubject.Path, PreflightOutcome.Passed, ErrorCode.None, $"{path} is a whole path");
    }

    private static bool IsDevice(string path) =>
        path.StartsWith(@"\\.\", StringComparison.Ordinal)
        || path.StartsWith("/dev/", StringComparison.Ordinal)
        || string.Equals(ServerPath.Name(path).Split('.')[0].TrimEnd(' ', ':'), "NUL", StringComparison.OrdinalIgnoreCase);

    private static PreflightCheck Refuse(string message, string hint) => new(PreflightSubject.Path, PreflightOutcome.Failed, ErrorCode.InvalidOption, message, hint);
}
