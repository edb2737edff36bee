using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>Whether the full that a differential taken now would stand on is one that we have: each rule in turn, the plainest reason first.</summary>
internal static class BaseRules
{
    /// <summary>Why there is no usable base; null when there is one.</summary>
    public static Promotion? Obstacle(DatabaseFacts database, ChainFacts chain)
    {
        if (database.Base is not { } facts)
            return IsNewFamily(database, chain) ? NewFamily(database) : new Promotion(PromotionReason.NoBase, $"{database.Name} has had no full backup yet");

        return chain.Our(facts.SetGuid) is { } ours ? Obstacle(database, ours) : Unknown(database, chain, facts);
    }

    private static Promotion? Obstacle(DatabaseFacts database, OurSet ours)
    {
        BackupSet set = ours.Set;
        string which = $"the base of {database.Name}, the full of {set.FinishedAt} in {string.Join(", ", ours.Files)},";
        if (set.FamilyGuid != Guid.Empty && set.FamilyGuid != database.FamilyGuid)
            return NewFamily(database);

        if (set.IsSnapshot)
            return new Promotion(PromotionReason.SnapshotBase, $"{which} is a snapshot: no differential can be restored on it");

        if (ours.IsPresent == false)
            return new Promotion(PromotionReason.BaseMissing, $"{which} is gone or no longer there");

        if (ours.IsDamaged)
            return new Promotion(PromotionReason.BaseDamaged, $"{which} was found damaged");

        if (!ForkRules.IsSameFork(set, database))
            return ForkRules.Forked(database, set);

        return ModelChanged(set.RecoveryModel, database.RecoveryModel)
            ? new Promotion(
                PromotionReason.RecoveryModelChanged,
                $"the recovery model of {database.Name} was {set.RecoveryModel} at its last full ({set.FinishedAt}) and is {database.RecoveryModel} now")
            : null;
    }

    /// <summary>The base is not among our sets: msdb may tell whose it is.</summary>
    private static Promotion Unknown(DatabaseFacts database, ChainFacts chain, DifferentialBase facts)
    {
        if (chain.Known(facts.SetGuid) is { } known)
        {
            return known.IsSnapshot
                ? new Promotion(PromotionReason.SnapshotBase, $"the newest full of {database.Name} is a snapshot, taken by {ForeignWords.Of(known)}: no differential can be restored on it", known.ToForeign())
                : new Promotion(PromotionReason.ForeignBase, $"the newest full of {database.Name} was taken by {ForeignWords.Of(known)}", known.ToForeign());
        }

        if (IsNewFamily(database, chain))
            return NewFamily(database);

        return chain.Newest is { } newest && !ForkRules.IsSameFork(newest.Set, database)
            ? ForkRules.Forked(database, newest.Set)
            : new Promotion(
                PromotionReason.BaseMissing,
                $"the newest full of {database.Name} (set {facts.SetGuid}) is in no manifest, no catalog and no history: another tool took it, or its traces are gone");
    }

    private static bool IsNewFamily(DatabaseFacts database, ChainFacts chain) =>
        chain.Ours.Count > 0 && chain.Ours.All(one => one.Set.FamilyGuid != database.FamilyGuid);

    private static Promotion NewFamily(DatabaseFacts database) =>
        new(PromotionReason.NewFamily, $"{database.Name} is another database than the one we backed up by that name: it was dropped and created anew, or replaced by a restore");

    /// <summary>Full and bulk-logged keep one log chain; simple keeps none.</summary>
    private static bool ModelChanged(RecoveryModel before, RecoveryModel now) =>
        before != RecoveryModel.Unknown && now != RecoveryModel.Unknown && (before == RecoveryModel.Simple) != (now == RecoveryModel.Simple);
}
