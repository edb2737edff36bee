using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>What the audit log tells a look: which removals were begun and not ended, and which sets were acknowledged.</summary>
internal sealed class AuditFacts
{
    private readonly BegunRemovals _begun;

    private AuditFacts(BegunRemovals begun, IReadOnlyList<Acknowledgement> acknowledged, IReadOnlyCollection<DateTimeOffset> backedUp) =>
        (_begun, Acknowledged, BackedUp) = (begun, acknowledged, backedUp);

    /// <summary>What somebody has looked into and found right.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged { get; }

    /// <summary>When sets were taken that were removed or forgotten, one for each day.</summary>
    public IReadOnlyCollection<DateTimeOffset> BackedUp { get; }

    /// <summary>Reads the log.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy.</exception>
    public static async Task<AuditFacts> ReadAsync(AuditLog log, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        var acknowledged = new List<Acknowledgement>();
        await foreach (AuditRecord record in log.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            entries.Add(record.Entry);
            acknowledged.AddRange(Acknowledgements.In(record));
        }

        DateTimeOffset[] backedUp = [.. entries.SelectMany(entry => entry.Sets).Select(set => set.FinishedAt).OfType<DateTimeOffset>().DistinctBy(at => at.UtcDateTime.Date)];
        return new AuditFacts(BegunRemovals.Of(entries), acknowledged, backedUp);
    }

    /// <summary>Whether the removal of a file in a place was begun and not ended.</summary>
    public bool IsBegunFile(RetentionPlace place, string? address, string path) => _begun.In(place, address).Any(entry => entry.Files.Any(file => string.Equals(file.Path, path, StringComparison.Ordinal)));

    /// <summary>Whether the removal of a media set in a place was begun and not ended. Media that were overwritten since keep their id and hold other sets: theirs was not.</summary>
    /// <param name="place">The place.</param>
    /// <param name="address">Where its target leads; null here.</param>
    /// <param name="mediaSet">The media set.</param>
    /// <param name="sets">The sets on it.</param>
    public bool IsBegun(RetentionPlace place, string? address, Guid mediaSet, IEnumerable<Guid> sets) => _begun.Find(place, address, mediaSet, sets) is not null;
}
