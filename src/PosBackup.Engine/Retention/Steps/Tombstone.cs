using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>What is written down of media that go.</summary>
internal static class Tombstone
{
    public static AuditEntry Of(AuditKind kind, MediaDecision decision, string? address, string reason, AuditActor actor) => new()
    {
        Kind = kind,
        Place = decision.Media.Place,
        Address = address,
        MediaSetId = decision.Media.MediaSetId,
        Files = [.. decision.Media.Files.Select(file => new AuditedFile(file.Path, file.Stripe, file.Length, file.Sha256))],
        Sets = [.. decision.Sets.Select(set => AuditedSet.Of(set.Set, RetentionText.Of(set.Removal)))],
        Reason = reason,
        Actor = actor,
    };

    /// <summary>Why the whole goes: the reasons of its sets, each once.</summary>
    public static string Why(MediaDecision decision) => string.Join("; ", decision.Sets.Select(set => RetentionText.Of(set.Removal)).Distinct(StringComparer.Ordinal));
}
