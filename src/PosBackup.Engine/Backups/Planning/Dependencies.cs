using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>Which sets a new set cannot be restored without.</summary>
internal static class Dependencies
{
    /// <summary>The base for a differential; the full and all that joins it for a log; nothing for a full.</summary>
    public static IReadOnlySet<Guid> Of(BackupKind kind, DatabaseFacts database, ChainFacts chain)
    {
        if (kind == BackupKind.Differential)
            return database.Base is { } facts ? new HashSet<Guid> { facts.SetGuid } : new HashSet<Guid>();

        if (kind != BackupKind.Log || chain.Fulls.FirstOrDefault(one => one.IsUsable && ForkRules.IsSameFork(one.Set, database)) is not { } full)
            return new HashSet<Guid>();

        return chain.Ours.Where(one => one.Set.LastLsn >= full.Set.LastLsn).Select(one => one.Set.SetGuid).ToHashSet();
    }
}
