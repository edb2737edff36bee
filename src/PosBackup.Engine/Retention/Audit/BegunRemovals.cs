namespace PosBackup.Engine.Retention.Audit;

/// <summary>
/// Media whose removal was begun and did not come to its end, as the log tells: the process was killed, the power failed, or the target was gone in the middle. A removal is of these sets
/// on a media set, in a place, at the address where its target led: media that were overwritten since keep their id, and a target may lead elsewhere under its old name.
/// </summary>
internal sealed class BegunRemovals
{
    private readonly Dictionary<(RetentionPlace Place, string? Address, Guid MediaSetId), List<AuditEntry>> _begun = [];

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

    /// <summary>What was begun with media; null when nothing was.</summary>
    /// <param name="place">The place.</param>
    /// <param name="address">Where its target leads; null here.</param>
    /// <param name="mediaSetId">The media set.</param>
    /// <param name="sets">The sets on it.</param>
    public AuditEntry? Find(RetentionPlace place, string? address, Guid mediaSetId, IEnumerable<Guid> sets) =>
        _begun.TryGetValue((place, address, mediaSetId), out List<AuditEntry>? all) ? all.Find(entry => SetsOf(entry).IsSupersetOf(sets)) : null;

    /// <inheritdoc cref="Find(RetentionPlace, string?, Guid, IEnumerable{Guid})"/>
    public AuditEntry? Find(HeldMedia media, string? address) => Find(media.Place, address, media.MediaSetId, media.Sets.Select(set => set.SetGuid));

    /// <summary>What was begun in a place.</summary>
    public IReadOnlyList<AuditEntry> In(RetentionPlace place, string? address) =>
        [.. _begun.Where(one => one.Key.Place == place && string.Equals(one.Key.Address, address, StringComparison.Ordinal)).SelectMany(one => one.Value)];

    /// <summary>Takes the next entry of the log. Of what was ended nothing is kept: a log grows for years.</summary>
    public void Take(AuditEntry entry)
    {
        if (entry is not { Place: { } place, MediaSetId: { } mediaSetId })
            return;

        (RetentionPlace, string?, Guid) key = (place, entry.Address, mediaSetId);
        List<AuditEntry> all = _begun.GetValueOrDefault(key) ?? [];
        int before = all.FindIndex(other => SetsOf(other).SetEquals(SetsOf(entry)));
        switch (entry.Kind)
        {
            case AuditKind.Removing when before >= 0:
                all[before] = Join(all[before], entry);
                break;
            case AuditKind.Removing:
                all.Add(entry);
                _begun[key] = all;
                break;
            case AuditKind.Removed or AuditKind.Left or AuditKind.Failed or AuditKind.Forgotten when before >= 0:
                all.RemoveAt(before);
                if (all.Count == 0)
                    _begun.Remove(key);
                break;
        }
    }

    private static HashSet<Guid> SetsOf(AuditEntry entry) => [.. entry.Sets.Select(set => set.SetGuid)];

    /// <summary>A later run sees only what is still there; what was gone by then may have left a manifest.</summary>
    private static AuditEntry Join(AuditEntry before, AuditEntry entry) =>
        entry with { Files = [.. entry.Files, .. before.Files.Where(file => !entry.Files.Any(other => string.Equals(other.Path, file.Path, StringComparison.Ordinal)))] };
}
