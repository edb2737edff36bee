using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Backups.Planning;

public sealed class KindPlannerTests
{
    private static readonly ChainFacts Ours = new() { Ours = [Some.Full] };

    [Fact]
    public void Plan_TakesAFullWhateverTheChain() =>
        AssertTaken(BackupKind.Full, Plan(BackupKind.Full, Some.Shop with { Base = null, LastLogBackupLsn = null }, ChainFacts.Nothing));

    [Theory]
    [InlineData(BackupKind.Differential)]
    [InlineData(BackupKind.Log)]
    public void Plan_TakesWhatWasAskedForOnAFullOfOurs(BackupKind kind) => AssertTaken(kind, Plan(kind, Some.Shop, Ours));

    [Theory]
    [InlineData(BackupKind.Differential)]
    [InlineData(BackupKind.Log)]
    public void Plan_PromotesOnMaster(BackupKind kind) =>
        AssertPromoted(PromotionReason.MasterDatabase, Plan(kind, Some.Shop with { Name = "master", RecoveryModel = RecoveryModel.Simple }, Ours));

    [Theory]
    [InlineData(BackupKind.Differential)]
    public void Plan_PromotesWhenThereNeverWasAFull(BackupKind kind) =>
        AssertPromoted(PromotionReason.NoBase, Plan(kind, Some.Shop with { Base = null, LastLogBackupLsn = null }, ChainFacts.Nothing));

    [Fact]
    public void Plan_PromotesALogThatHasNoChain() =>
        AssertPromoted(PromotionReason.NoLogChain, Plan(BackupKind.Log, Some.Shop with { Base = null, LastLogBackupLsn = null }, ChainFacts.Nothing));

    [Theory]
    [InlineData(BackupKind.Differential)]
    [InlineData(BackupKind.Log)]
    public void Plan_SaysWhoTookTheForeignFull(BackupKind kind)
    {
        HistorySet foreign = Some.Foreign(BackupKind.Full, 200, 210);
        DatabaseFacts shop = Some.Shop with { Base = new DifferentialBase(Some.Lsn(200), foreign.SetGuid) };

        Promotion promotion = AssertPromoted(PromotionReason.ForeignBase, Plan(kind, shop, new ChainFacts { History = [foreign] }));

        Assert.Equal(@"the newest full of Shop was taken by DOMAIN\bob on PC7 to D:\x.bak at 2026-11-21T10:12:00+01:00", promotion.Message);
        Assert.Equal(foreign.SetGuid, promotion.Foreign!.SetGuid);
        Assert.Equal((@"DOMAIN\bob", "PC7", @"D:\x.bak"), (promotion.Foreign.User, promotion.Foreign.Machine, promotion.Foreign.Path));
    }

    [Fact]
    public void Plan_LogGoesOnBehindOurFullThoughAnotherToolTookAFullSince()
    {
        HistorySet foreign = Some.Foreign(BackupKind.Full, 200, 210);
        DatabaseFacts shop = Some.Shop with { Base = new DifferentialBase(Some.Lsn(200), foreign.SetGuid) };

        AssertTaken(BackupKind.Log, Plan(BackupKind.Log, shop, Ours with { History = [foreign] }));
    }

    [Fact]
    public void Plan_PromotesOnASnapshotBase()
    {
        HistorySet snapshot = Some.Foreign(BackupKind.Full, 200, 210) with { IsSnapshot = true, User = @"NT AUTHORITY\SYSTEM" };
        DatabaseFacts shop = Some.Shop with { Base = new DifferentialBase(Some.Lsn(200), snapshot.SetGuid) };

        Promotion promotion = AssertPromoted(PromotionReason.SnapshotBase, Plan(BackupKind.Differential, shop, Ours with { History = [snapshot] }));

        Assert.True(promotion.Foreign!.IsSnapshot);
    }

    [Fact]
    public void Plan_PromotesWhenTheBaseIsGone() =>
        AssertPromoted(PromotionReason.BaseMissing, Plan(BackupKind.Differential, Some.Shop, new ChainFacts { Ours = [Some.Full with { IsPresent = false }] }));

    [Fact]
    public void Plan_PromotesWhenTheBaseIsDamaged() =>
        AssertPromoted(PromotionReason.BaseDamaged, Plan(BackupKind.Differential, Some.Shop, new ChainFacts { Ours = [Some.Full with { IsDamaged = true }] }));

    [Fact]
    public void Plan_PromotesWhenNobodyKnowsTheBase() =>
        AssertPromoted(PromotionReason.BaseMissing, Plan(BackupKind.Differential, Some.Shop, ChainFacts.Nothing));

    [Theory]
    [InlineData(BackupKind.Differential)]
    [InlineData(BackupKind.Log)]
    public void Plan_PromotesOnAnotherFork(BackupKind kind) =>
        AssertPromoted(PromotionReason.Fork, Plan(kind, Some.Shop with { ForkGuid = Guid.NewGuid() }, Ours));

    [Fact]
    public void Plan_PromotesOnAForkWhoseBaseIsUnknown()
    {
        DatabaseFacts restored = Some.Shop with { ForkGuid = Guid.NewGuid(), Base = new DifferentialBase(Some.Lsn(50), Guid.NewGuid()) };

        AssertPromoted(PromotionReason.Fork, Plan(BackupKind.Differential, restored, Ours));
    }

    [Theory]
    [InlineData(BackupKind.Differential)]
    [InlineData(BackupKind.Log)]
    public void Plan_PromotesWhenTheDatabaseWasCreatedAnew(BackupKind kind)
    {
        DatabaseFacts anew = Some.Shop with { FamilyGuid = Guid.NewGuid(), ForkGuid = Guid.NewGuid(), Base = null };

        AssertPromoted(PromotionReason.NewFamily, Plan(kind, anew, Ours));
    }

    [Fact]
    public void Plan_PromotesADifferentialWhenTheRecoveryModelChanged() =>
        AssertPromoted(PromotionReason.RecoveryModelChanged, Plan(BackupKind.Differential, Some.Shop with { RecoveryModel = RecoveryModel.Simple }, Ours));

    [Fact]
    public void Plan_TakesADifferentialBetweenFullAndBulkLogged() =>
        AssertTaken(BackupKind.Differential, Plan(BackupKind.Differential, Some.Shop with { RecoveryModel = RecoveryModel.BulkLogged }, Ours));

    [Fact]
    public void Plan_PromotesALogAfterSimpleBecameFull()
    {
        OurSet simple = Some.Full with { Set = Some.Full.Set with { RecoveryModel = RecoveryModel.Simple } };

        AssertPromoted(PromotionReason.RecoveryModelChanged, Plan(BackupKind.Log, Some.Shop with { LastLogBackupLsn = null }, new ChainFacts { Ours = [simple] }));
    }

    [Fact]
    public void Plan_TakesADifferentialInsteadOfALogInSimpleRecovery()
    {
        OurSet simple = Some.Full with { Set = Some.Full.Set with { RecoveryModel = RecoveryModel.Simple } };

        KindPlan plan = Plan(BackupKind.Log, Some.Shop with { RecoveryModel = RecoveryModel.Simple, LastLogBackupLsn = null }, new ChainFacts { Ours = [simple] });

        Assert.Equal(BackupKind.Differential, plan.Kind);
        Assert.Equal([PromotionReason.SimpleRecovery], plan.Promotions.Select(one => one.Reason));
    }

    [Fact]
    public void Plan_TakesBothStepsWhenSimpleRecoveryHasNoBaseEither()
    {
        KindPlan plan = Plan(BackupKind.Log, Some.Shop with { RecoveryModel = RecoveryModel.Simple, LastLogBackupLsn = null, Base = null }, ChainFacts.Nothing);

        Assert.Equal(BackupKind.Full, plan.Kind);
        Assert.Equal([PromotionReason.SimpleRecovery, PromotionReason.NoBase], plan.Promotions.Select(one => one.Reason));
    }

    [Fact]
    public void Plan_TakesADifferentialOfAReadOnlyDatabaseAndSaysSo()
    {
        KindPlan plan = Plan(BackupKind.Log, Some.Shop with { IsReadOnly = true }, Ours);

        Assert.Equal(BackupKind.Differential, plan.Kind);
        Assert.Equal([PromotionReason.ReadOnly], plan.Promotions.Select(one => one.Reason));
        Assert.Contains("read-only", Assert.Single(plan.Notes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NotesAReadOnlyDatabaseOnAFullToo() => Assert.Single(Plan(BackupKind.Full, Some.Shop with { IsReadOnly = true }, ChainFacts.Nothing).Notes);

    [Fact]
    public void Plan_GoesOnWithTheLogBehindOurLogs()
    {
        ChainFacts chain = new() { Ours = [Some.Full, Some.Set(BackupKind.Log, 100, 150), Some.Set(BackupKind.Log, 150, 180)] };

        AssertTaken(BackupKind.Log, Plan(BackupKind.Log, Some.Shop with { LastLogBackupLsn = Some.Lsn(180) }, chain));
    }

    [Fact]
    public void Plan_SaysWhoTookTheForeignLog()
    {
        HistorySet toNul = Some.Foreign(BackupKind.Log, 150, 170) with { Path = "NUL", User = "veeam" };
        ChainFacts chain = new() { Ours = [Some.Full, Some.Set(BackupKind.Log, 100, 150)], History = [toNul] };

        Promotion promotion = AssertPromoted(PromotionReason.ForeignLog, Plan(BackupKind.Log, Some.Shop with { LastLogBackupLsn = Some.Lsn(170) }, chain));

        Assert.Equal("NUL", promotion.Foreign!.Path);
        Assert.Contains("veeam on PC7 to NUL", promotion.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_PromotesOnALogGapThatNobodyExplains()
    {
        ChainFacts chain = new() { Ours = [Some.Full, Some.Set(BackupKind.Log, 150, 180)] };

        AssertPromoted(PromotionReason.LogGap, Plan(BackupKind.Log, Some.Shop with { LastLogBackupLsn = Some.Lsn(180) }, chain));
    }

    [Fact]
    public void Plan_PromotesWhenALogOfOursIsGone()
    {
        ChainFacts chain = new() { Ours = [Some.Full, Some.Set(BackupKind.Log, 100, 150) with { IsPresent = false }] };

        AssertPromoted(PromotionReason.LogGap, Plan(BackupKind.Log, Some.Shop with { LastLogBackupLsn = Some.Lsn(150) }, chain));
    }

    [Fact]
    public void Plan_BridgesAGapWithOurDifferential()
    {
        ChainFacts chain = new() { Ours = [Some.Full, Some.Set(BackupKind.Differential, 190, 200)] };

        AssertTaken(BackupKind.Log, Plan(BackupKind.Log, Some.Shop with { LastLogBackupLsn = Some.Lsn(180) }, chain));
    }

    [Fact]
    public void Plan_FallsBackToAnOlderFullWhenTheNewestIsGone()
    {
        OurSet gone = Some.Set(BackupKind.Full, 160, 170) with { IsPresent = false };
        ChainFacts chain = new() { Ours = [Some.Full, Some.Set(BackupKind.Log, 100, 180), gone] };

        AssertTaken(BackupKind.Log, Plan(BackupKind.Log, Some.Shop with { LastLogBackupLsn = Some.Lsn(180) }, chain));
    }

    [Fact]
    public void Plan_TakesACopyOfTheLogBesideAnyChain() =>
        AssertTaken(BackupKind.Log, KindPlanner.Plan(BackupKind.Log, copyOnly: true, Some.Shop, ChainFacts.Nothing));

    [Theory]
    [InlineData(BackupKind.Differential)]
    [InlineData(BackupKind.Log)]
    public void Plan_SaysWhatALoginMayNotSee(BackupKind kind)
    {
        KindPlan plan = Plan(kind, Some.Shop with { FamilyGuid = null, ForkGuid = null, LastLogBackupLsn = null, Base = null }, ChainFacts.Nothing);

        Assert.Equal(kind, plan.Kind);
        Assert.Equal(ErrorCode.InstanceAccessDenied, Assert.Single(plan.Notes).Code);
    }

    private static KindPlan Plan(BackupKind kind, DatabaseFacts database, ChainFacts chain) => KindPlanner.Plan(kind, copyOnly: false, database, chain);

    private static void AssertTaken(BackupKind kind, KindPlan plan)
    {
        Assert.Equal(kind, plan.Kind);
        Assert.Empty(plan.Promotions);
    }

    private static Promotion AssertPromoted(PromotionReason reason, KindPlan plan)
    {
        Assert.Equal(BackupKind.Full, plan.Kind);
        Promotion promotion = Assert.Single(plan.Promotions);
        Assert.Equal(reason, promotion.Reason);
        return promotion;
    }
}
