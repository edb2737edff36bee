using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Audit;

/// <summary>Entries that no media have to be removed for.</summary>
internal static class SomeAudit
{
    public static AuditActor Actor { get; } = new(@"SHOP\till", "TILL7");

    public static AuditEntry Entry(AuditKind kind = AuditKind.Removed, string database = "Shop", Guid? mediaSetId = null, RetentionPlace? place = null, string? address = null, Guid? set = null, params string[] paths) => new()
    {
        Kind = kind,
        Place = place ?? RetentionPlace.Here,
        Address = address,
        MediaSetId = mediaSetId ?? Guid.NewGuid(),
        Files = [.. (paths.Length == 0 ? [@"D:\backups\Shop.bak"] : paths).Select((path, i) => new AuditedFile(path, i + 1, 4096, new string('a', 64)))],
        Sets = [new AuditedSet(set ?? Guid.NewGuid(), database, SomeMedia.Noon, "it is older than all that the policy asks for")],
        Reason = "it is older than all that the policy asks for",
        Actor = Actor,
    };

    /// <summary>Appends entries one by one.</summary>
    public static async Task AppendAsync(AuditLog log, int count)
    {
        for (int i = 0; i < count; i++)
            await log.AppendAsync([Entry()]);
    }
}
