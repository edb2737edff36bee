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

    [Fact]
    public void RequireOneInstance_RefusesToMixTwoTills()
    {
        SetFamily[] families = [.. new[] { "TILL1", "TILL2" }.SelectMany(instance => ChainBuilder.Build(SetSighting.OnMedia(SomeMedia.File($@"D:\{instance}.bak", SomeMedia.Set(instance: instance)), manifest: null)))];

        Assert.Contains("TILL1, TILL2", Assert.Throws<PosBackupException>(() => SourceRules.RequireOneInstance(SomeTarget.Options, families)).Message, StringComparison.Ordinal);
        SourceRules.RequireOneInstance(SomeTarget.Options with { SourceInstance = "TILL2" }, families);
        SourceRules.RequireOneInstance(SomeTarget.Options with { Database = "Other" }, families);
        SourceRules.RequireOneInstance(SomeTarget.Options, families[..1]);
    }

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
            ToolVersion = "0.1.0",
        };

        await store.WriteAsync(journal, CancellationToken.None);

        Assert.Equal(journal, await store.ReadAsync(journal.Instance, journal.Target, CancellationToken.None));
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
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "TILL_Shop.restore.json"), content);

        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => store.ReadAsync("TILL", "Shop", CancellationToken.None))).Code);
    }

    private static RestoredFile New(string to, long bytes) => new("x", IsLog: false, @"C:\x", to, bytes);
}
