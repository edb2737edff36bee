using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Restores.Planning;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Restores;

/// <summary>What a restore does about a database that has its name.</summary>
public sealed class TargetRulesTests
{
    private static readonly Guid Fork = Guid.NewGuid();
    private static readonly Lsn Redo = new(40, 100, 1);
    private static readonly SetFamily Family = ChainBuilder.Build(
        SetSighting.OnMedia(SomeMedia.File(@"D:\a.bak", SomeMedia.Set() with { RecoveryForkGuid = Fork }), manifest: null))[0];

    private static readonly RestoreOptions Over = SomeTarget.Options with { Replace = true, TailLog = TailLogChoice.Skip };

    [Fact]
    public void Decide_MakesADatabaseWhereThereIsNone() => Assert.Equal(TargetSituation.New, Decide(SomeTarget.Options, target: null).Situation);

    [Theory]
    [InlineData(DatabaseState.Online)]
    [InlineData(DatabaseState.Offline)]
    [InlineData(DatabaseState.Suspect)]
    [InlineData(DatabaseState.Restoring)]
    internal void Decide_OverwritesNothingUnasked(DatabaseState state) => Assert.Equal(
        ErrorCode.DatabaseExists, Assert.Throws<PosBackupException>(() => Decide(SomeTarget.Options, SomeTarget.Database(state))).Code);

    [Theory]
    [InlineData(DatabaseState.Online, true)]
    [InlineData(DatabaseState.Offline, false)]
    [InlineData(DatabaseState.Suspect, false)]
    internal void Decide_TakesOverOnlyWhatSomebodyCanBeIn(DatabaseState state, bool takesOver)
    {
        TargetDecision decision = Decide(Over, SomeTarget.Database(state));

        Assert.Equal((TargetSituation.Replace, takesOver, false), (decision.Situation, decision.TakesOver, decision.TakesTailLog));
    }

    [Theory]
    [InlineData(RecoveryModel.Full)]
    [InlineData(RecoveryModel.BulkLogged)]
    public void Decide_AsksWhatBecomesOfTheLog(RecoveryModel model) => Assert.Equal(
        ErrorCode.InvalidOption, Assert.Throws<PosBackupException>(() => Decide(Over with { TailLog = null }, SomeTarget.Database(model: model))).Code);

    [Fact]
    public void Decide_AsksNothingWhereThereIsNoLog() =>
        Assert.Equal(TargetSituation.Replace, Decide(Over with { TailLog = null }, SomeTarget.Database(model: RecoveryModel.Simple)).Situation);

    [Fact]
    public void Decide_SaysThatASimpleDatabaseHasNoTail()
    {
        TargetDecision decision = Decide(Over with { TailLog = TailLogChoice.Take }, SomeTarget.Database(model: RecoveryModel.Simple));

        Assert.False(decision.TakesTailLog);
        Assert.Contains("SIMPLE", Assert.Single(decision.Notes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_ReadsTheTailOfADamagedDatabaseWithoutItsData()
    {
        TargetDecision decision = Decide(Over with { TailLog = TailLogChoice.Take }, SomeTarget.Database(DatabaseState.Suspect));

        Assert.Equal((true, true), (decision.TakesTailLog, decision.IsDamaged));
    }

    [Theory]
    [InlineData(RecoveryModel.Simple)]
    [InlineData(RecoveryModel.Full)]
    public void Decide_SaysWhatIsLost(RecoveryModel model) =>
        Assert.Contains("since its last backup is lost", Assert.Single(Decide(Over, SomeTarget.Database(model: model)).Notes).Message, StringComparison.Ordinal);

    [Fact]
    public void Decide_CannotTakeTheTailOfADatabaseThatIsOffline() => Assert.Equal(
        ErrorCode.DatabaseUnavailable,
        Assert.Throws<PosBackupException>(() => Decide(Over with { TailLog = TailLogChoice.Take }, SomeTarget.Database(DatabaseState.Offline))).Code);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decide_GoesOnWithItsOwnSets(bool isStandby)
    {
        TargetDecision decision = Decide(
            SomeTarget.Options, SomeTarget.Database(isStandby ? DatabaseState.Online : DatabaseState.Restoring, isInStandby: isStandby, redo: Redo, fork: Fork), Restored(Family.Sets[0].Set.SetGuid));

        Assert.Equal(TargetSituation.Continue, decision.Situation);
        Assert.Equal(new RestorePosition(Fork, Redo, Family.Sets[0].Set.SetGuid), decision.Start);
        Assert.Equal(isStandby, decision.TakesOver);
    }

    [Fact]
    public void Decide_DoesNotGoOnWithSetsOfOthers() => Assert.Equal(
        ErrorCode.DatabaseExists,
        Assert.Throws<PosBackupException>(() => Decide(SomeTarget.Options, SomeTarget.Database(DatabaseState.Restoring, redo: Redo, fork: Fork), Restored(Guid.NewGuid()))).Code);

    [Fact]
    public void Decide_DoesNotGoOnWithADatabaseThatWasOnlineSince() => Assert.Equal(
        ErrorCode.DatabaseExists,
        Assert.Throws<PosBackupException>(() => Decide(
            SomeTarget.Options, SomeTarget.Database(DatabaseState.Restoring, redo: Redo, fork: Guid.NewGuid()), Restored(Family.Sets[0].Set.SetGuid), Journal(Family.FamilyGuid) with { LastSet = Family.Sets[0].Set.SetGuid })).Code);

    [Fact]
    public void Decide_BeginsAnewBehindATailLogOfItsOwn()
    {
        var fork = Guid.NewGuid();
        RestoreJournal journal = Journal(Family.FamilyGuid) with { TailLogFile = @"D:\tail.trn", ForkGuid = fork, HasGivenUp = false };

        Assert.Equal(TargetSituation.BeginAnew, Decide(SomeTarget.Options, SomeTarget.Database(DatabaseState.Restoring, redo: Redo, fork: fork), last: null, journal).Situation);
    }

    [Fact]
    public void Decide_OverwritesNothingBehindATailLogOfSomebodyElse() => Assert.Equal(
        ErrorCode.DatabaseExists,
        Assert.Throws<PosBackupException>(() => Decide(
            SomeTarget.Options,
            SomeTarget.Database(DatabaseState.Restoring, redo: Redo, fork: Guid.NewGuid()),
            last: null,
            Journal(Family.FamilyGuid) with { TailLogFile = @"D:\tail.trn", ForkGuid = Guid.NewGuid() })).Code);

    [Fact]
    public void Decide_GoesOnBehindALogThatEndedBeforeTheMoment() => Assert.Equal(
        TargetSituation.Continue,
        Decide(SomeTarget.Options, SomeTarget.Database(DatabaseState.Restoring, redo: Redo, fork: Fork), Restored(Family.Sets[0].Set.SetGuid) with { Recovered = true }).Situation);

    [Theory]
    [InlineData(DatabaseState.Offline)]
    [InlineData(DatabaseState.RecoveryPending)]
    internal void Decide_OverwritesNoDatabaseByAnOldJournal(DatabaseState state) => Assert.Equal(
        ErrorCode.DatabaseExists, Assert.Throws<PosBackupException>(() => Decide(SomeTarget.Options, SomeTarget.Database(state), last: null, Journal(Family.FamilyGuid))).Code);

    [Fact]
    public void Decide_BeginsAnewWhenReplacingIsAskedForAndNothingOfOursIsUnderWay() => Assert.Equal(
        TargetSituation.Replace, Decide(Over, SomeTarget.Database(DatabaseState.Restoring, redo: Redo, fork: Fork), Restored(Family.Sets[0].Set.SetGuid)).Situation);

    [Fact]
    public void Decide_GoesOnWithAReplacingRestoreOfItsOwn() => Assert.Equal(
        TargetSituation.Continue,
        Decide(Over, SomeTarget.Database(DatabaseState.Restoring, redo: Redo, fork: Fork), Restored(Family.Sets[0].Set.SetGuid), Journal(Family.FamilyGuid)).Situation);

    [Theory]
    [InlineData(true, TargetSituation.BeginAnew)]
    [InlineData(false, null)]
    internal void Decide_BeginsAnewWhatItGaveUpAndNothingElse(bool isOurs, TargetSituation? situation)
    {
        RestoreJournal journal = Journal(isOurs ? Family.FamilyGuid : Guid.NewGuid());
        TargetFacts half = SomeTarget.Database(DatabaseState.Restoring);

        if (situation is { } expected)
            Assert.Equal(expected, Decide(SomeTarget.Options, half, last: null, journal).Situation);
        else
            Assert.Throws<PosBackupException>(() => Decide(SomeTarget.Options, half, last: null, journal));
    }

    [Fact]
    public void Decide_NeverTakesAnOnlineDatabaseForOneThatWasGivenUp() => Assert.Equal(
        ErrorCode.DatabaseExists, Assert.Throws<PosBackupException>(() => Decide(SomeTarget.Options, SomeTarget.Database(), last: null, Journal(Family.FamilyGuid))).Code);

    private static TargetDecision Decide(RestoreOptions options, TargetFacts? target, RecordedRestore? last = null, RestoreJournal? journal = null) =>
        TargetRules.Decide(options, SomeTarget.Facts(target) with { LastRestore = last, Journal = journal }, [Family]);

    private static RecordedRestore Restored(Guid set) => new() { SetGuid = set, Kind = BackupKind.Full };

    private static RestoreJournal Journal(Guid family) => new()
    {
        RestoreId = Guid.NewGuid(),
        Instance = "TILL",
        Target = "Shop",
        Database = "Shop",
        FamilyGuid = family,
        Moment = "the latest moment",
        StartedAt = SomeMedia.Noon,
        HasGivenUp = true,
        ToolVersion = "0.1.0",
    };
}
