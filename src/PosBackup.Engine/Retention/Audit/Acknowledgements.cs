namespace PosBackup.Engine.Retention.Audit;

/// <summary>Sets of a suspicious size that somebody has looked into.</summary>
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
}
