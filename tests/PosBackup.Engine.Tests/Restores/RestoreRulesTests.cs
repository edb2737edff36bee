using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Restores.Planning;
using PosBackup.Engine.Restores.Sources;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Restores;

/// <summary>What a restore refuses before it begins: options, versions, space, mixed sources.</summary>
public sealed class RestoreRulesTests
{
    public static TheoryData<string, RestoreOptions> Senseless()
    {
        RestoreOptions options = SomeTarget.Options;
        return new()
        {
            { "", options with { Database = "" } },
            { "128", options with { Target = new string('x', 129) } },
            { "control", options with { Target = "a\nb" } },
            { "master is a system database", options with { Database = "MASTER", Target = "Copy" } },
            { "tempdb is a system database", options with { Target = "tempdb" } },
            { "msdb is a system database", options with { Target = "msdb " } },
            { "undo file", options with { StandbyFile = @"D:\x.tuf" } },
            { "undo.tuf does not say where it begins", options with { Finish = RestoreFinish.Standby, StandbyFile = "undo.tuf" } },
            { "tail-log", options with { TailLog = TailLogChoice.Skip } },
            { "tail-log", options with { Replace = true, TailLog = TailLogChoice.Skip, TailLogFolder = @"D:\x" } },
            { "data folder data does not say", options with { DataFolder = "data" } },
            { "log folder log does not say", options with { LogFolder = "log" } },
            { "source is empty", options with { From = [" "] } },
            { "mark", options with { Moment = new RestoreMoment.AtMark("") } },
            { "00:00:59", options with { StallTimeout = TimeSpan.FromSeconds(59) } },
        };
    }

    [Theory]
    [MemberData(nameof(Senseless))]
    public void Validate_NamesWhatIsSenseless(string words, RestoreOptions options)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(options.Validate);

        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains(words, error.Message + error.Hint, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Validate_TakesWhatMakesSense() =>
        (SomeTarget.Options with { Target = "Copy", From = [@"D:\bk"], DataFolder = @"D:\data", Finish = RestoreFinish.Standby, StandbyFile = @"D:\undo.tuf" }).Validate();

    [Theory]
    [InlineData(957, 957, false)]
    [InlineData(998, 957, true)]
    [InlineData(998, 0, false)]
    [InlineData(998, null, false)]
    public void Require_RefusesNewerVersionsWhereTheInstanceTellsItsOwn(int ofSet, int? ofInstance, bool isRefused)
    {
        void Require() => VersionRules.Require(SomeTarget.Facts() with { NewestVersion = ofInstance }, [SomeMedia.Set() with { DatabaseVersion = ofSet, SoftwareVersion = new Version(17, 0, 1000) }]);

        if (isRefused)
        {
            PosBackupException error = Assert.Throws<PosBackupException>(Require);
            Assert.Equal(ErrorCode.VersionTooNew, error.Code);
            Assert.Contains("17.0.1000", error.Message, StringComparison.Ordinal);
            Assert.Contains("16.0.4165.4", error.Message, StringComparison.Ordinal);
        }
        else
        {
            Require();
        }
    }

    [Fact]
    public void Of_AddsUpVolumesAndCountsWhatOverwrittenFilesGiveBack()
    {
        IReadOnlyList<VolumeNeed> needs = SpaceNeeds.Of(
            [New(@"D:\a.mdf", 100), New(@"D:\b.ndf", 50), New(@"E:\a.ldf", 30)], SomeTarget.Database().Files, SomeTarget.Facts() with { FreeBytes = folder => folder[0] == 'D' ? 69 : null });

        Assert.Equal([new VolumeNeed(@"D:\", 70, 69), new VolumeNeed(@"E:\", 10, FreeBytes: null)], needs);
        PosBackupException shortage = SpaceNeeds.Shortage(needs)!;
        Assert.Equal(ErrorCode.NoSpace, shortage.Code);
        Assert.Contains("69 bytes free", shortage.Message, StringComparison.Ordinal);
        Assert.Contains("need 70 bytes", shortage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shortage_IsNoneWhereThereIsRoomOrNobodyTells() =>
        Assert.Null(SpaceNeeds.Shortage([new VolumeNeed(@"D:\", 70, 70), new VolumeNeed(@"E:\", 70, FreeBytes: null)]));

    [Theory]
    [InlineData("two families", true)]
    [InlineData("one family from a template", true)]
    [InlineData("one fork: the instance was renamed", false)]
    public void RequireOneDatabase_RefusesToMixTwoTills(string how, bool isRefused)
    {
        Guid family = Guid.NewGuid();
        Guid fork = Guid.NewGuid();
        SetFamily[] families = Families(
            Till("TILL1", 1) with { FamilyGuid = family, RecoveryForkGuid = fork },
            Till("TILL2", 2) with { FamilyGuid = how[0] == 't' ? Guid.NewGuid() : family, RecoveryForkGuid = how.StartsWith("one fork", StringComparison.Ordinal) ? fork : Guid.NewGuid() });

        if (isRefused)
            Assert.Contains("TILL1, TILL2", Assert.Throws<PosBackupException>(() => SourceRules.RequireOneDatabase(SomeTarget.Options, families)).Message, StringComparison.Ordinal);
        else
            SourceRules.RequireOneDatabase(SomeTarget.Options, families);

        SourceRules.RequireOneDatabase(SomeTarget.Options with { SourceInstance = "TILL2" }, families);
        SourceRules.RequireOneDatabase(SomeTarget.Options with { Database = "Other" }, families);
    }

    [Theory]
    [InlineData("1 3", "2 4", true)]
    [InlineData("1 2", "3 4", false)]
    public void RequireOneDatabase_TellsMachinesOfOneNameFromADatabaseMadeAnew(string first, string second, bool isRefused)
    {
        Guid one = Guid.NewGuid();
        Guid other = Guid.NewGuid();
        SetFamily[] families = Families([.. Hours(first).Select(hour => Till("TILL", hour) with { FamilyGuid = one }), .. Hours(second).Select(hour => Till("TILL", hour) with { FamilyGuid = other })]);

        if (isRefused)
            Assert.Contains("side by side", Assert.Throws<PosBackupException>(() => SourceRules.RequireOneDatabase(SomeTarget.Options, families)).Message, StringComparison.Ordinal);
        else
            SourceRules.RequireOneDatabase(SomeTarget.Options, families);
    }

    [Theory]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(-1L << 60, 100)]
    public void Of_TakesAnySizeThatABackupTells(long one, long other)
    {
        VolumeNeed need = Assert.Single(SpaceNeeds.Of([New(@"D:\a.mdf", one), New(@"D:\b.ndf", other)], [], SomeTarget.Facts()));

        Assert.True(need.NeededBytes >= Math.Max(0, other));
    }

    private static IEnumerable<int> Hours(string text) => text.Split(' ').Select(hour => int.Parse(hour, System.Globalization.CultureInfo.InvariantCulture));

    private static BackupSet Till(string instance, int hour) => SomeMedia.Set(instance: instance, finishedAt: SomeMedia.Noon.AddHours(hour));

    private static SetFamily[] Families(params BackupSet[] sets) =>
        [.. ChainBuilder.Build(sets.SelectMany(set => SetSighting.OnMedia(SomeMedia.File($@"D:\{set.SetGuid}.bak", set), manifest: null)))];

    [Fact]
    public async Task Journal_SurvivesAndIsReadBack()
    {
        using var folder = new TemporaryFolder();
        var store = new JournalStore(Path.Combine(folder.Path, "restores"));
        RestoreJournal journal = new()
        {
            RestoreId = Guid.NewGuid(),
            Instance = @"TILL\SQLEXPRESS",
            Target = @"..\evil",
            Database = "Shop",
            FamilyGuid = Guid.NewGuid(),
            Moment = "x",
            StartedAt = SomeMedia.Noon,
            LastLsn = new Lsn(1, 2, 3),
            FinalSets = [Guid.NewGuid(), Guid.NewGuid()],
            Reached = new ServerTime(new DateTime(2026, 1, 2, 3, 4, 5), TimeSpan.FromHours(8)),
            ToolVersion = "0.1.0",
        };

        await store.WriteAsync(journal, CancellationToken.None);

        RestoreJournal? read = await store.ReadAsync(@"till\SQLEXPRESS", journal.Target, CancellationToken.None);
        Assert.Equal(journal with { FinalSets = [] }, read! with { FinalSets = [] });
        Assert.Equal(journal.FinalSets, read.FinalSets);
        Assert.Null(await store.ReadAsync(journal.Instance, "Shop", CancellationToken.None));
        Assert.Equal(store.Folder, Path.GetDirectoryName(Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))));
        store.Remove(journal);
        Assert.Null(await store.ReadAsync(journal.Instance, journal.Target, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"schema\": 99}")]
    public async Task Journal_ThatCannotBeUnderstoodIsAnErrorAndNoAbsence(string content)
    {
        using var folder = new TemporaryFolder();
        var store = new JournalStore(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "TILL_SHOP.restore.json"), content);

        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => store.ReadAsync("TILL", "Shop", CancellationToken.None))).Code);
    }

    private static RestoredFile New(string to, long bytes) => new("x", IsLog: false, @"C:\x", to, bytes);
}
