using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Output;

/// <summary>What retention would do, and what it did, for a person.</summary>
internal static class ExpireText
{
    private static readonly string[] Head = ["place", "", "kind", "of", "bytes", "database", "file", "because"];

    /// <summary>The plan: a row for each set, those that go first, in the order in which they go.</summary>
    public static IEnumerable<string> Plan(RetentionReport report)
    {
        string[][] rows = [.. Planned(report).SelectMany(place => place.Media.SelectMany(media => Rows(place, media)))];
        if (rows.Length > 0)
        {
            foreach (string line in TextTable.Lines([Head, .. rows]))
                yield return line;
        }

        foreach (PlacePlan place in Planned(report))
        {
            foreach (string line in Sum(place))
                yield return line;
        }
    }

    /// <summary>What went, and what is left.</summary>
    public static IEnumerable<string> Done(RetentionReport report)
    {
        foreach (PlaceResult place in report.Places)
        {
            foreach (RemovalResult removal in place.Removals.Where(removal => removal.Outcome == RemovalOutcome.Removed))
                yield return $"{place.Place}: removed {string.Join(", ", removal.Decision.Media.Files.Select(file => file.Path))} ({Quantity.Size(removal.FreedBytes)}): {Why(removal.Decision)}";

            if (place.Plan is { } plan)
            {
                int gone = place.Removals.Count(removal => removal.Outcome == RemovalOutcome.Removed);
                string others = place.Outcome == RetentionOutcome.LeftToOthers ? ", left to whoever may remove there" : "";
                yield return string.Create(CultureInfo.InvariantCulture, $"{place.Place}: {gone} of {CountText.Of(plan.Removed.Count(), "media set")} removed{others}, {Quantity.Size(place.FreedBytes)} freed; {CountText.Of(plan.Media.Count - gone, "stays", "stay")}");
            }
        }
    }

    /// <summary>Room that is missing also when all is gone that may go, and what keeps it.</summary>
    public static string Of(SpacePressure pressure) =>
        $"{Quantity.Size(pressure.MissingBytes)} of the room that is wanted are missing after that; kept are {string.Join(", ", pressure.Held.Select(held => $"{Quantity.Size(held.Bytes)} by {EnumName.Of(held.Rule)}"))}";

    /// <summary>The recovery points that remain, a line for each database.</summary>
    public static IEnumerable<string> Remaining(PlacePlan place) => place.Points
        .GroupBy(point => (point.FamilyGuid, point.Database))
        .OrderBy(family => family.Key.Database, StringComparer.OrdinalIgnoreCase)
        .Select(family =>
        {
            string window = family.FirstOrDefault(point => point.Reason.Rule == KeepRule.Window) is { } one ? $"any moment from {Time(one.From)} to {Time(one.To)}" : $"{Time(family.Max(point => point.To))}";
            DateTimeOffset[] points = [.. family.Where(point => point.Reason.Rule != KeepRule.Window).Select(point => point.To).Distinct().Order()];
            return string.Create(CultureInfo.InvariantCulture, $"{place.Place}: {family.Key.Database} stays restorable to {window}, and to {CountText.Of(points.Length, "point")} from {Time(points.FirstOrDefault())} on");
        });

    private static IEnumerable<string> Sum(PlacePlan place)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{place.Place}: {CountText.Of(place.Removed.Count(), "media set goes", "media sets go")}, {Quantity.Size(place.FreedBytes)}; {CountText.Of(place.Kept.Count(), "stays", "stay")}, {Quantity.Size(place.Kept.Sum(media => media.Media.Length))}");
        foreach (string line in Remaining(place))
            yield return line;
    }

    private static IEnumerable<string[]> Rows(PlacePlan place, MediaDecision media)
    {
        string name = media.Media.Files.Count == 1 ? media.Media.Files[0].Path : string.Create(CultureInfo.InvariantCulture, $"{media.Media.Files[0].Path} and {media.Media.Files.Count - 1} more");
        string does = media.IsRemoved ? "goes" : "stays";
        string size = Quantity.Size(media.Media.Length);
        if (media.Sets.Count == 0)
            return [[place.Place.ToString(), does, "", "", size, "", name, "nobody can tell what is in it"]];

        return media.Sets.Select(set => (string[])[place.Place.ToString(), does, EnumName.Of(set.Set.Kind), Time(set.Set), size, set.Set.Database, name, Why(set, media.IsRemoved)]);
    }

    private static string Why(MediaDecision media) => string.Join("; ", media.Sets.Select(set => Why(set, isRemoved: true)).Distinct(StringComparer.Ordinal));

    /// <summary>All reasons of a set; by which rule a set stays that needs this one, its story tells.</summary>
    private static string Why(SetDecision set, bool isRemoved) => isRemoved ? RetentionText.Of(set.Removal) : string.Join("; ", set.Keeps.Select(RetentionText.Of));

    private static string Time(BackupSet set) => (set.FinishedAt ?? set.StartedAt).ToString();

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ssK", CultureInfo.InvariantCulture);

    private static IEnumerable<PlacePlan> Planned(RetentionReport report) => report.Places.Select(place => place.Plan).OfType<PlacePlan>();
}
