namespace PosBackup.Engine.Retention.Audit;

/// <summary>
/// Removals that were refused as too much at once, and were not let go since, as the log tells.
/// <code>
/// refused  Shop 1 … 9      ─┐
/// refused  Shop 1 … 9      ─┤ counted
/// removed  Stock 4          │ has nothing to do with it
/// removed  Shop 1          ─┘ forgotten: it went, by a greater limit or as the time was over
/// </code>
/// </summary>
internal sealed class RefusedRemovals
{
    private readonly List<RefusedRemoval> _all = [];

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<RefusedRemoval> All => _all;

    /// <summary>What is written down.</summary>
    public static AuditEntry Entry(RefusedRemoval refused) => new()
    {
        Kind = AuditKind.Refused,
        Place = refused.Place,
        Sets = [.. refused.Sets.Select(set => new AuditedSet(set.SetGuid, set.Database, FinishedAt: null, RetentionText.Of(new KeepReason(KeepRule.Refused))))],
        Reason = refused.Reason,
        Actor = AuditActor.Current,
    };

    /// <summary>The next line of the log.</summary>
    public void Take(AuditRecord record)
    {
        AuditEntry entry = record.Entry;
        if (entry is { Kind: AuditKind.Refused, Place: { } place })
            _all.Add(new RefusedRemoval(place, entry.Reason, record.At, [.. entry.Sets.Select(set => new RefusedSet(set.SetGuid, set.Database))]));
        else if (_all.Count > 0 && entry.Kind is AuditKind.Removed or AuditKind.Interrupted)
            _all.RemoveAll(refused => refused.Place == entry.Place && refused.Sets.Any(set => entry.Sets.Any(gone => gone.SetGuid == set.SetGuid)));
    }
}
