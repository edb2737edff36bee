using System.Globalization;

namespace PosBackup.Engine.Catalog.Chains;

/// <summary>Sets in words for a person.</summary>
internal static class SetWords
{
    public static string Of(KnownSet known)
    {
        string what = $"{Kind(known.Set)} of {known.Set.FinishedAt ?? known.Set.StartedAt}";
        if (known.Best is { } copy)
            return string.Create(CultureInfo.InvariantCulture, $"{what} (set {copy.Position} of {string.Join(", ", copy.Files.Select(file => file.Path))})");

        return known.Devices.Count > 0 ? $"{what} (written to {string.Join(", ", known.Devices)})" : what;
    }

    public static string Kind(BackupSet set) => set.Kind switch
    {
        BackupKind.Full => set.IsCopyOnly ? "the copy-only full backup" : "the full backup",
        BackupKind.Differential => "the differential backup",
        BackupKind.Log when set.Flags.HasFlag(BackupFlags.ForceOffline) => "the tail-log backup",
        BackupKind.Log => set.IsCopyOnly ? "the copy-only log backup" : "the log backup",
        _ => $"the backup of type {set.TypeLetter}",
    };

    /// <summary>Why a set is of no use, as the end of a sentence about it.</summary>
    public static string Obstacle(KnownSet known) => known.Obstacle switch
    {
        SetObstacle.NotFound => TakenBy(known),
        SetObstacle.StripesMissing => string.Create(
            CultureInfo.InvariantCulture,
            $"lacks stripe {string.Join(", ", known.Best?.MissingStripes ?? [])} of {known.Best?.Stripes ?? 0}"),
        SetObstacle.Damaged => "is damaged",
        SetObstacle.Unfinished => "was cut off before its end",
        SetObstacle.Snapshot => "is a snapshot (VSS), whose data only the tool that took it can bring back",
        SetObstacle.UnsupportedKind => "holds only files or filegroups",
        _ => "can be used",
    };

    private static string TakenBy(KnownSet known)
    {
        string who = known.Set.User.Length > 0 ? $"taken by {known.Set.User}" : "taken by somebody";
        string where = known.Set.Machine.Length > 0 ? $" on {known.Set.Machine}" : "";
        string target = known.Devices.Count > 0 ? $" to {string.Join(", ", known.Devices)}" : "";
        return $"was {who}{where}{target} and is in none of the places that were looked at";
    }
}
