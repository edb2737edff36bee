using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>
/// Decides which kind is taken: upwards where the chain asks for it, never downwards without a reason that is told.
/// <code>
/// asked for      on                         taken            reason
/// any            master                     full             MasterDatabase
/// log            simple recovery            differential →   SimpleRecovery
/// log            read-only database         differential →   ReadOnly
/// log            a gap behind our sets      full             NoLogChain, ForeignLog, LogGap, and those of a differential
/// differential   no usable base of ours     full             NoBase, ForeignBase, SnapshotBase, BaseMissing, BaseDamaged,
///                                                            Fork, NewFamily, RecoveryModelChanged
/// </code>
/// Pure: facts in, plan out.
/// </summary>
internal static class KindPlanner
{
    public static KindPlan Plan(BackupKind requested, bool copyOnly, DatabaseFacts database, ChainFacts chain)
    {
        var plan = new KindPlan { Kind = requested };
        if (database.IsReadOnly)
            plan = plan.With(new BackupNote(ErrorCode.None, $"{database.Name} is read-only; what is backed up now cannot change until it is writable again"));

        if (requested == BackupKind.Full)
            return plan;

        if (database.Name is "master")
            return plan.To(BackupKind.Full, new Promotion(PromotionReason.MasterDatabase, "SQL Server takes only full backups of master"));

        if (requested == BackupKind.Log)
            plan = LogOrDifferential(plan, database);

        Promotion? obstacle = !database.ChainIsVisible ? null
            : plan.Kind == BackupKind.Log ? LogObstacle(copyOnly, database, chain)
            : BaseRules.Obstacle(database, chain);
        if (obstacle is not null)
            return plan.To(BackupKind.Full, obstacle);

        return database.ChainIsVisible ? plan : plan.With(Unseen(database));
    }

    private static KindPlan LogOrDifferential(KindPlan plan, DatabaseFacts database)
    {
        if (database.RecoveryModel == RecoveryModel.Simple)
        {
            return plan.To(
                BackupKind.Differential,
                new Promotion(PromotionReason.SimpleRecovery, $"{database.Name} has the simple recovery model, which keeps no log: a differential is taken instead"));
        }

        return database.IsReadOnly
            ? plan.To(BackupKind.Differential, new Promotion(PromotionReason.ReadOnly, $"{database.Name} is read-only and logs nothing: a differential is taken instead"))
            : plan;
    }

    private static Promotion? LogObstacle(bool copyOnly, DatabaseFacts database, ChainFacts chain)
    {
        if (database.LastLogBackupLsn is not { } next)
            return NoLogChain(database, chain);

        // A copy of the log stands beside every chain: that there is a chain is enough.
        if (copyOnly)
            return null;

        if (chain.Fulls.FirstOrDefault(one => one.IsUsable && ForkRules.IsSameFork(one.Set, database)) is not { } full)
            return BaseRules.Obstacle(database, chain) ?? new Promotion(PromotionReason.BaseMissing, $"no full of {database.Name} that is ours is left to restore its log on");

        Lsn reach = LogChain.Reach(full, chain.Ours);
        return next <= reach ? null : Gap(database, chain, reach, next);
    }

    private static Promotion NoLogChain(DatabaseFacts database, ChainFacts chain) => chain.Newest is { Set.RecoveryModel: RecoveryModel.Simple } newest
        ? new Promotion(
            PromotionReason.RecoveryModelChanged,
            $"the recovery model of {database.Name} was simple at our last backup ({newest.Set.FinishedAt}) and is {database.RecoveryModel} now: a log chain begins with a full")
        : new Promotion(PromotionReason.NoLogChain, $"{database.Name} has no log chain: none begins before a full in its present recovery model");

    private static Promotion Gap(DatabaseFacts database, ChainFacts chain, Lsn reach, Lsn next)
    {
        HistorySet? foreign = chain.History.FirstOrDefault(one => one.Kind == BackupKind.Log && one.LastLsn > reach && chain.Our(one.SetGuid) is null);
        return foreign is null
            ? new Promotion(PromotionReason.LogGap, $"our sets of {database.Name} end at LSN {reach}, the next log backup would begin at {next}: what lies between is in no set of ours")
            : new Promotion(
                PromotionReason.ForeignLog,
                $"log of {database.Name} behind LSN {reach} was taken by {ForeignWords.Of(foreign)}: our chain cannot go on without it",
                foreign.ToForeign());
    }

    private static BackupNote Unseen(DatabaseFacts database) => new(
        ErrorCode.InstanceAccessDenied,
        $"whether the chain of {database.Name} is whole was not checked: the login may not see it",
        "Grant VIEW SERVER STATE to the login.");
}
