using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;

namespace PosBackup.Engine.Tests.Retention.Golden;

/// <summary>
/// What many policies make of one drawn history, as tables: one row for each set, <c>+</c> kept, <c>-</c> removed, and why. Run with POSBACKUP_APPROVE=1 to write the tables
/// anew, and read the difference before it is committed.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names { get; } = new(GoldenCase.All.Select(one => one.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Plan_IsTheApprovedTable(string name)
    {
        string approved = Path.Combine(SourceFolder(), "Approved", name + ".txt");
        string actual = Table(RetentionPlanner.Plan(GoldenCase.All.Single(one => one.Name == name).Facts));
        if (Environment.GetEnvironmentVariable("POSBACKUP_APPROVE") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
            await File.WriteAllTextAsync(approved, actual);
        }

        Assert.Equal(await File.ReadAllTextAsync(approved), actual, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Tables_ShowEveryRuleAndEveryReason()
    {
        Assert.True(GoldenCase.All.Count >= 40);
        RetentionPlan[] plans = [.. GoldenCase.All.Select(one => RetentionPlanner.Plan(one.Facts))];
        MediaDecision[] media = [.. plans.SelectMany(plan => plan.Places).SelectMany(place => place.Media)];
        Assert.Equal(Enum.GetValues<KeepRule>(), media.SelectMany(one => one.Sets).SelectMany(set => set.Keeps).Select(keep => keep.Rule).Distinct().Order());
        Assert.Equal(Enum.GetValues<RemoveReason>(), media.Where(one => one.IsRemoved).SelectMany(one => one.Sets).Select(set => set.Removal).Distinct().Order());
        Assert.Equal(Enum.GetValues<RefusalReason>(), plans.SelectMany(plan => plan.Refusals).Select(refusal => refusal.Reason).Distinct().Order());
    }

    private static string Table(RetentionPlan plan)
    {
        var table = new StringBuilder();
        foreach (RetentionRefusal refusal in plan.Places.SelectMany(place => place.Refusals))
            table.Append(CultureInfo.InvariantCulture, $"{refusal.Reason}: {refusal.Message}\n");
        foreach (PlacePlan place in plan.Places)
            table.Append(CultureInfo.InvariantCulture, $"{place.Place}: {place.Removed.Count()} of {place.Media.Count} go; {place.Points.Count} points\n");
        table.Append('\n').Append(Row("begun", "database", "set", "here", "hq"));
        Dictionary<(RetentionPlace, Guid), MediaDecision> decisions = [];
        foreach (MediaDecision media in plan.Places.SelectMany(place => place.Media))
        {
            foreach (SetDecision set in media.Sets)
                decisions[(media.Media.Place, set.Set.SetGuid)] = media;
        }

        foreach (BackupSet set in decisions.Values.SelectMany(media => media.Media.Sets).DistinctBy(set => set.SetGuid).OrderBy(set => set.StartedAt.Local))
            table.Append(Row(set.StartedAt.Local.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), set.Database, Kind(set), Cell(RetentionPlace.Here, set), Cell(DrawnPlaces.Hq, set)));
        return table.ToString();

        string Cell(RetentionPlace place, BackupSet set)
        {
            if (!decisions.TryGetValue((place, set.SetGuid), out MediaDecision? media))
                return "";

            SetDecision decision = media.Sets.First(one => one.Set.SetGuid == set.SetGuid);
            return media.IsRemoved ? $"- {decision.Removal}" : $"+ {string.Join(", ", decision.Keeps.Select(Tell))}";
        }
    }

    private static string Tell(KeepReason reason) => reason.Detail is { } detail ? $"{reason.Rule} {detail}" : $"{reason.Rule}";

    private static string Kind(BackupSet set) => (set.IsCopyOnly ? "copy-only " : set.Description.Length == 0 ? "foreign " : "") + set.Kind.ToString().ToLowerInvariant();

    private static string Row(string begun, string database, string set, string here, string hq) => $"{begun,-20}  {database,-8}  {set,-14}  {here,-52}  {hq}".TrimEnd() + "\n";

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
