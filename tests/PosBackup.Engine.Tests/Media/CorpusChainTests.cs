using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Media;

/// <summary>The LSNs and GUIDs that the reader lists make the chains that the files really are.</summary>
public sealed class CorpusChainTests
{
    [CorpusTheory]
    [InlineData("lab/RestoreTimeClean/RestoreTimeClean_", 3)]
    [InlineData("lab/RestoreTimeClean/RestoreTimeClean2_", 3)]
    [InlineData("lab/OlaMsFilter/Simple/", 2)]
    [InlineData("lab/OlaMsFilter/complex/Log/", 7)]
    [InlineData("lab/Cube_Query_History/LOG/", 2)]
    [InlineData("lab/dbareports/LOG/", 2)]
    public async Task Logs_JoinWithoutAGap(string prefix, int count)
    {
        IReadOnlyList<BackupSet> logs = await SetsAsync(file => file.File.StartsWith(prefix, StringComparison.Ordinal) && file.Kinds == "L");

        Assert.Equal(count, logs.Count);
        Assert.All(logs.Zip(logs.Skip(1)), pair => Assert.Equal(pair.First.LastLsn, pair.Second.FirstLsn));
        Assert.Single(logs.Select(log => (log.FamilyGuid, log.RecoveryForkGuid)).Distinct());
    }

    [CorpusTheory]
    [InlineData("Cube_Query_History")]
    [InlineData("dbareports")]
    [InlineData("doublediff")]
    [InlineData("OlaMsFilterTest")]
    [InlineData("RestoreTimeClean")]
    public async Task Differentials_NameTheirFull(string database)
    {
        IReadOnlyList<BackupSet> sets = await SetsAsync(file => file.Database == database && file.Kinds != "L");
        BackupSet full = Assert.Single(sets, set => set.Kind == BackupKind.Full);

        Assert.NotEqual(1, sets.Count);
        Assert.All(sets.Where(set => set.Kind == BackupKind.Differential), differential =>
        {
            Assert.Equal(full.SetGuid, differential.DifferentialBaseGuid);
            Assert.Equal(full.CheckpointLsn, differential.DifferentialBaseLsn);
            Assert.Equal(full.CheckpointLsn, differential.DatabaseBackupLsn);
            Assert.Equal(full.FamilyGuid, differential.FamilyGuid);
        });
        Assert.Null(full.DifferentialBaseGuid);
    }

    [CorpusFact]
    public async Task Stripes_ShareTheirMediaSetAndTheirSets()
    {
        IReadOnlyList<MediaSetFiles> groups = await GroupsAsync(file => file.Stripes == 2);

        Assert.Equal(8, groups.Count);
        Assert.All(groups, group =>
        {
            Assert.True(group.IsComplete);
            Assert.Equal([1, 2], group.Stripes.Select(stripe => stripe.Media.Stripe));
            Assert.Single(group.Stripes.Select(stripe => stripe.Media.Sets.Single().SetGuid).Distinct());
        });
    }

    private static async Task<IReadOnlyList<BackupSet>> SetsAsync(Func<CorpusFile, bool> which) =>
        [.. (await GroupsAsync(which)).Select(group => group.Stripes[0].Media.Sets.Single()).OrderBy(set => set.LastLsn).ThenBy(set => set.StartedAt.Local)];

    private static async Task<IReadOnlyList<MediaSetFiles>> GroupsAsync(Func<CorpusFile, bool> which)
    {
        var inspections = new List<MediaInspection>();
        foreach (CorpusFile file in Corpus.Files.Where(which))
            inspections.Add(await MediaInspector.InspectAsync(file.FullPath));

        return MediaGrouping.Group(inspections);
    }
}
