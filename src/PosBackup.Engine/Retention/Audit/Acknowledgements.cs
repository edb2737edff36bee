using PosBackup.Engine.Retention.Planning;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>Sets of a suspicious size, or taken at a suspicious time, that somebody has looked into.</summary>
internal static class Acknowledgements
{
    /// <summary>What is written down.</summary>
    public static AuditEntry Of(Guid set, string reason) => new()
    {
        Kind = AuditKind.Acknowledged,
        Sets = [new AuditedSet(set, Database: "", FinishedAt: null, reason)],
        Reason = reason,
        Actor = AuditActor.Current,
    };

    /// <summary>The sets that it tells of; empty when it tells of something else.</summary>
    public static IEnumerable<Guid> In(AuditEntry entry) => entry.Kind == AuditKind.Acknowledged ? entry.Sets.Select(set => set.SetGuid) : [];

    /// <summary>Only what is suspicious can be acknowledged: a mistyped set would silence nothing today, and nobody would know.</summary>
    /// <exception cref="PosBackupException">BackupSetNotFound: there is nothing suspicious about one of them.</exception>
    public static void Require(RetentionFacts facts, IReadOnlySet<Guid> sets)
    {
        if (sets.Count == 0)
            return;

        HashSet<Guid?> suspicious = [StoreTime.Of(facts).Unbelieved, .. RetentionPlanner.Plan(facts).Refusals.Where(refusal => refusal.Reason is RefusalReason.SuspiciousSizes or RefusalReason.Clock).Select(refusal => refusal.SetGuid)];
        foreach (Guid set in sets)
        {
            if (!suspicious.Contains(set))
                throw new PosBackupException(ErrorCode.BackupSetNotFound, $"set {set} has no suspicious size or time that could be acknowledged", "run 'posbackup expire --dry-run'; its warnings name the sets");
        }
    }
}
