using System.Globalization;
using System.Text.RegularExpressions;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Placement;

/// <summary>
/// What every set of ours carries at the end of its description: <c>[posbackup 32 hexadecimal digits]</c>. By it we find the set that this
/// run made among all sets on the media, whatever else was backed up meanwhile, and know our own sets when catalog and manifests are gone.
/// </summary>
internal static partial class SetMark
{
    /// <summary>The description of a set: the user's words, then the mark.</summary>
    public static string Describe(string? words, Guid mark)
    {
        string tail = string.Create(CultureInfo.InvariantCulture, $"[posbackup {mark:N}]");
        return string.IsNullOrEmpty(words) ? tail : $"{words} {tail}";
    }

    /// <summary>The mark in a description; null when it has none.</summary>
    public static Guid? In(string description)
    {
        Match match = Pattern().Match(description);
        return match.Success ? Guid.ParseExact(match.Groups["mark"].ValueSpan, "N") : null;
    }

    /// <summary>Whether a set is ours.</summary>
    public static bool IsOurs(BackupSet set) => In(set.Description) is not null;

    [GeneratedRegex(@"\[posbackup (?<mark>[0-9a-f]{32})\]\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
