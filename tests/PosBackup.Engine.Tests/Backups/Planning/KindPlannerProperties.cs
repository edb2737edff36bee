using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Backups.Planning;

/// <summary>What holds for every combination of facts.</summary>
public sealed class KindPlannerProperties
{
    private static readonly BackupKind[] Kinds = [BackupKind.Full, BackupKind.Differential, BackupKind.Log];

    [Fact]
    public void Plan_NeverGoesDownButFromLogToDifferentialWithAReason() => ForAll((kind, database, chain) =>
    {
        KindPlan plan = KindPlanner.Plan(kind, copyOnly: false, database, chain);
        return plan.Kind == kind
            ? plan.Promotions.Count == 0
            : plan.Promotions.Count > 0 && (plan.Kind == BackupKind.Full || (kind == BackupKind.Log && plan.Kind == BackupKind.Differential));
    });

    [Fact]
    public void Plan_TakesNoDifferentialWithoutAUsableBaseOfOurs() => ForAll((kind, database, chain) =>
        KindPlanner.Plan(kind, copyOnly: false, database, chain).Kind != BackupKind.Differential
        || !database.ChainIsVisible
        || (database.Base is { } facts && chain.Our(facts.SetGuid) is { IsUsable: true } ours && !ours.Set.IsSnapshot && ours.Set.RecoveryForkGuid == database.ForkGuid));

    [Fact]
    public void Plan_TakesNoLogThatWouldLeaveAGap() => ForAll((kind, database, chain) =>
        KindPlanner.Plan(kind, copyOnly: false, database, chain).Kind != BackupKind.Log
        || !database.ChainIsVisible
        || chain.Fulls.Any(full => full.IsUsable && database.LastLogBackupLsn <= LogChain.Reach(full, chain.Ours)));

    [Fact]
    public void Plan_TakesNothingButFullsOfMaster() => ForAll((kind, database, chain) =>
        KindPlanner.Plan(kind, copyOnly: false, database with { Name = "master" }, chain).Kind == BackupKind.Full);

    [Fact]
    public void Plan_TakesNoLogInSimpleRecovery() => ForAll((kind, database, chain) =>
        KindPlanner.Plan(kind, copyOnly: false, database with { RecoveryModel = RecoveryModel.Simple }, chain).Kind != BackupKind.Log);

    private static void ForAll(Func<BackupKind, DatabaseFacts, ChainFacts, bool> holds) => Prop.ForAll(
        Gen.Elements(Kinds).ToArbitrary(), Databases().ToArbitrary(), Chains().ToArbitrary(), (kind, database, chain) => holds(kind, database, chain))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<DatabaseFacts> Databases() =>
        from model in Gen.Elements(RecoveryModel.Full, RecoveryModel.BulkLogged, RecoveryModel.Simple)
        from readOnly in Gen.Elements(true, false, false)
        from family in Gen.Elements(Some.Family, Some.Family, Guid.Empty)
        from fork in Gen.Elements(Some.Fork, Some.Fork, Guid.Empty)
        from last in Gen.Choose(90, 220)
        from hasLog in Gen.Elements(true, true, false)
        from baseGuid in Gen.Elements(Some.FullGuid, Some.FullGuid, Guid.Empty)
        from hasBase in Gen.Elements(true, true, false)
        select Some.Shop with
        {
            RecoveryModel = model,
            IsReadOnly = readOnly,
            FamilyGuid = family,
            ForkGuid = fork,
            LastLogBackupLsn = hasLog ? Some.Lsn((uint)last) : null,
            Base = hasBase ? new DifferentialBase(Some.Lsn(100), baseGuid) : null,
        };

    private static Gen<ChainFacts> Chains() =>
        from full in Fulls()
        from logs in Gen.ListOf(Logs())
        from history in Gen.ListOf(Foreign())
        select new ChainFacts { Ours = [.. full, .. logs], History = [.. history] };

    private static Gen<IReadOnlyList<OurSet>> Fulls() =>
        from there in Gen.Elements(true, true, false)
        from present in Gen.Elements<bool?>(true, true, false, null)
        from damaged in Gen.Elements(true, false, false)
        from snapshot in Gen.Elements(true, false, false)
        select (IReadOnlyList<OurSet>)(there
            ? [Some.Full with { IsPresent = present, IsDamaged = damaged, Set = Some.Full.Set with { Flags = snapshot ? BackupFlags.Snapshot : BackupFlags.None } }]
            : []);

    private static Gen<OurSet> Logs() =>
        from first in Gen.Choose(90, 200)
        from length in Gen.Choose(1, 40)
        from kind in Gen.Elements(BackupKind.Log, BackupKind.Log, BackupKind.Differential)
        from present in Gen.Elements(true, true, false)
        select Some.Set(kind, (uint)first, (uint)(first + length)) with { IsPresent = present };

    private static Gen<HistorySet> Foreign() =>
        from first in Gen.Choose(90, 200)
        from length in Gen.Choose(1, 40)
        select Some.Foreign(BackupKind.Log, (uint)first, (uint)(first + length));
}
