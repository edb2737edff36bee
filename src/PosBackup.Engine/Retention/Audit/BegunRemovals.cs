namespace PosBackup.Engine.Retention.Audit;

/// <summary>Media whose removal was begun and did not come to its end, as the log tells: the process was killed, the power failed, or the target was gone in the middle.</summary>
internal sealed class BegunRemovals
{
    private readonly Dictionary<(RetentionPlace Place, Guid MediaSetId), AuditEntry> _begun = [];

    private BegunRemovals()
    {
    }

    /// <summary>Reads the log.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy.</exception>
    public static async Task<BegunRemovals> ReadAsync(AuditLog log, CancellationToken cancellationToken)
    {
        var begun = new BegunRemovals();
        await foreach (AuditRecord record in log.ReadAsync(cancellationToken).ConfigureAwait(false))
            begun.Take(record.Entry);

        return begun;
    }

    /// <summary>Of a log that was read before.</summary>
    public static BegunRemovals Of(IEnumerable<AuditEntry> entries)
    {
        var begun = new BegunRemovals();
        foreach (AuditEntry entry in entries)
            begun.Take(entry);

        return begun;
    }

    /// <summary>What was begun with a media set in a place; null when nothing was.</summary>
    public AuditEntry? Find(RetentionPlace place, Guid mediaSetId) => _begun.GetValueOrDefault((place, mediaSetId));

    /// <summary>What was begun in a place.</summary>
    public IReadOnlyList<AuditEntry> In(RetentionPlace place) => [.. _begun.Where(one => one.Key.Place == place).Select(one => one.Value)];

    private void Take(AuditEntry entry)
    {
        if (entry is not { Place: { } place, MediaSetId: { } mediaSetId })
            return;

        switch (entry.Kind)
        {
            case AuditKind.Removing:
                _begun[(place, mediaSetId)] = _begun.TryGetValue((place, mediaSetId), out AuditEntry? before) ? Join(before, entry) : entry;
                break;
            case AuditKind.Removed or AuditKind.Left or AuditKind.Failed:
                _begun.Remove((place, mediaSetId));
                break;
        }
    }

    /// <summary>A later run sees only what is still there; what was gone by then may have left a manifest.</summary>
    private static AuditEntry Join(AuditEntry before, AuditEntry entry) =>
        entry with { Files = [.. entry.Files, .. before.Files.Where(file => !entry.Files.Any(other => string.Equals(other.Path, file.Path, StringComparison.Ordinal)))] };
}
