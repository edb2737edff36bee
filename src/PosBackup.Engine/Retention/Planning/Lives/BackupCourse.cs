using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Lives;

/// <summary>
/// How the backups of one database have gone on under one name, day by day: in all places, and those that are gone since as well, so that a second plan sees no other course than the first one.
/// </summary>
/// <param name="gone">The sets that are gone.</param>
internal sealed class BackupCourse(IEnumerable<RememberedSet> gone)
{
    /// <summary>So many of the newest days with a full tell how usual a time between them is.</summary>
    private const int Most = 10;

    private readonly HashSet<int> _days = [];
    private readonly HashSet<int> _fulls = [];
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private Guid? _full;
    private TimeSpan? _usual;

    /// <summary>Whether no more than one full is left.</summary>
    public bool HasOneFull { get; private set; } = true;

    /// <summary>Whether any of it lies, or is expected, here.</summary>
    public bool IsHere { get; private set; }

    /// <summary>Takes a set in.</summary>
    /// <param name="set">The set.</param>
    /// <param name="at">When it was.</param>
    /// <param name="isHere">Whether this copy is one here.</param>
    public void See(BackupSet set, DateTimeOffset at, bool isHere)
    {
        IsHere |= isHere;
        _days.Add(BackupDays.DayOf(at));
        _newest = at > _newest ? at : _newest;
        if (set.Kind != BackupKind.Full)
            return;

        _full ??= set.SetGuid;
        HasOneFull &= set.SetGuid == _full;
        _fulls.Add(BackupDays.DayOf(at));
    }

    /// <summary>The days on which anything was backed up, the newest first.</summary>
    public int[] NewestDays() => With(_days, _ => true);

    /// <summary>How long after its newest set it counts as backed up.</summary>
    public TimeSpan Span(TimeSpan grace) => 2 * Usual() > grace ? 2 * Usual() : grace;

    /// <summary>Until when it counts as backed up.</summary>
    public DateTimeOffset End(TimeSpan grace) => _newest + Span(grace);

    /// <summary>The greatest time between the newest days with a full: a full that was taken twice on one day tells of no other rhythm.</summary>
    private TimeSpan Usual()
    {
        if (_usual is { } known)
            return known;

        int[] days = [.. With(_fulls, set => set.Kind == BackupKind.Full).Take(Most)];
        _usual = TimeSpan.FromDays(days.Zip(days.Skip(1), (later, earlier) => later - earlier).DefaultIfEmpty().Max());
        return _usual.Value;
    }

    /// <summary>Days with those that nothing is left of. What is newer than all that is there was taken by a wrong clock, or is another database of that name.</summary>
    private int[] With(HashSet<int> days, Func<RememberedSet, bool> isMeant) =>
        [.. days.Concat(gone.Where(set => set.At <= _newest && isMeant(set)).Select(set => BackupDays.DayOf(set.At))).Distinct().OrderDescending()];
}
