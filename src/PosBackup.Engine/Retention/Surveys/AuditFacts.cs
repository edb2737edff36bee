using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>What the audit log tells a look: which removals were begun and not ended, and which sets were acknowledged.</summary>
internal sealed class AuditFacts
{
    private readonly BegunRemovals _begun = new();
    private readonly List<Acknowledgement> _acknowledged = [];
    private readonly RefusedRemovals _refused = new();
    private readonly Dictionary<DateTime, DateTimeOffset> _backedUp = [];

    private AuditFacts()
    {
    }

    /// <summary>What somebody has looked into and found right.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged => _acknowledged;

    /// <summary>What was refused as too much at once, and was not let go since.</summary>
    public IReadOnlyList<RefusedRemoval> Refused => _refused.All;

    /// <summary>When sets were taken that were removed or forgotten, one for each day.</summary>
    public IReadOnlyCollection<DateTimeOffset> BackedUp => _backedUp.Values;

    /// <summary>Reads the log, and keeps no line of it: it grows for years.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy.</exception>
    public static async Task<AuditFacts> ReadAsync(AuditLog log, CancellationToken cancellationToken)
    {
        var facts = new AuditFacts();
        await foreach (AuditRecord record in log.ReadAsync(cancellationToken).ConfigureAwait(false))
            facts.Take(record);

        return facts;
    }

    /// <summary>Whether the removal of a file in a place was begun and not ended.</summary>
    public bool IsBegunFile(RetentionPlace place, string? address, string path) => _begun.In(place, address).Any(entry => entry.Files.Any(file => string.Equals(file.Path, path, StringComparison.Ordinal)));

    /// <summary>Whether the removal of a media set in a place was begun and not ended. Media that were overwritten since keep their id and hold other sets: theirs was not.</summary>
    /// <param name="place">The place.</param>
    /// <param name="address">Where its target leads; null here.</param>
    /// <param name="mediaSet">The media set.</param>
    /// <param name="sets">The sets on it.</param>
    public bool IsBegun(RetentionPlace place, string? address, Guid mediaSet, IEnumerable<Guid> sets) => _begun.Find(place, address, mediaSet, sets) is not null;

    private void Take(AuditRecord record)
    {
        _begun.Take(record.Entry);
        _acknowledged.AddRange(Acknowledgements.In(record));
        _refused.Take(record);
        foreach (AuditedSet set in record.Entry.Sets)
        {
            if (set.FinishedAt is { } at)
                _backedUp.TryAdd(at.UtcDateTime.Date, at);
        }
    }
}
