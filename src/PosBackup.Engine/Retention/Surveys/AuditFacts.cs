using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>What the audit log tells a look: which removals were begun and not ended, what was acknowledged, what was refused as too much, and when there were backups of which nothing is left.</summary>
internal sealed class AuditFacts
{
    private readonly BegunRemovals _begun = new();
    private readonly List<Acknowledgement> _acknowledged = [];
    private readonly RefusedRemovals _refused = new();
    private readonly Dictionary<(string?, string, BackupKind?, DateTime), RememberedSet> _backedUp = [];

    private AuditFacts()
    {
    }

    /// <summary>What somebody has looked into and found right.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged => _acknowledged;

    /// <summary>What was refused as too much at once, and was not let go since.</summary>
    public IReadOnlyList<RefusedRemoval> Refused => _refused.All;

    /// <summary>What was removed or forgotten: of each database one set of each kind for each day.</summary>
    public IReadOnlyCollection<RememberedSet> BackedUp => _backedUp.Values;

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
        foreach (RememberedSet set in Gone(record.Entry))
            _backedUp.TryAdd((set.Instance, set.Database, set.Kind, set.At.UtcDateTime.Date), set);
    }

    /// <summary>A set that was acknowledged or refused is there, and its time may be the very thing that was suspicious.</summary>
    private static IEnumerable<RememberedSet> Gone(AuditEntry entry) => entry.Kind is AuditKind.Acknowledged or AuditKind.Refused ? [] : entry.Sets.Select(RememberedSet.Of).OfType<RememberedSet>();
}
