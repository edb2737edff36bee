using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// Whether databases are still backed up, by all that is known of their families: in every place, under every name, damaged and absent sets too. What lies in one place alone tells it of none:
/// shipping may have stood still. And while nothing at all was backed up lately none looks dropped more than the others.
/// <code>
/// TILL1 Shop   ── ── ── ──┤                          under another name: the till was replaced, the database renamed. What was promised goes by the calendar
/// TILL2 Shop               ── ── ── ── ── ── ──      backed up
/// TILL1 Old    ── ──┤                                dropped, once the grace is over
/// </code>
/// <para>
/// Headquarters sees only what was shipped: where nothing at all is known of the store's own files, nobody can tell a database that was dropped from one that is not shipped.
/// </para>
/// </summary>
/// <param name="media">The media of a group, in all places.</param>
/// <param name="facts">Everything.</param>
internal sealed class DatabaseLives(IReadOnlyList<HeldMedia> media, PlannerFacts facts)
{
    private readonly StoreTime _time = facts.Time;

    // Few databases look as if they were not backed up any more, and only for those it is asked.
    private readonly Lazy<Dictionary<(Guid, string), Dictionary<(string, string), Course>>> _families = new(() => Courses(media, facts.Facts.Policy.Zone));

    /// <summary>How it is with a database.</summary>
    /// <param name="set">A set of it.</param>
    /// <param name="grace">So long after the last backup it is not dropped; twice the time between the newest two fulls neither, or each pause of a database that is backed up once a month would void what it was promised.</param>
    public DatabaseLife Of(BackupSet set, TimeSpan grace)
    {
        // The store stands still, or its clock jumped.
        if (_time.Clock - _time.BackedUp > grace)
            return DatabaseLife.BackedUp;

        DatabaseLife life = Seen(set, grace);
        return life == DatabaseLife.BackedUp || facts.IsHereKnown || facts.Acknowledged.Has(set.SetGuid, Suspicion.Dropped) ? life : DatabaseLife.NotSeen;
    }

    private DatabaseLife Seen(BackupSet set, TimeSpan grace)
    {
        // Where only one full is left there is nothing to gain.
        return !_families.Value.TryGetValue(SetFamily.KeyOf(set), out Dictionary<(string, string), Course>? family) || !family.TryGetValue((set.Instance, set.Database), out Course? own) || own.HasOneFull || own.GoesOn(_time.BackedUp, grace)
            ? DatabaseLife.BackedUp
            : family.Values.Any(other => other.GoesOn(_time.BackedUp, grace)) ? DatabaseLife.UnderAnotherName
            : DatabaseLife.Dropped;
    }

    private static Dictionary<(Guid, string), Dictionary<(string, string), Course>> Courses(IReadOnlyList<HeldMedia> media, TimeZoneInfo zone)
    {
        var families = new Dictionary<(Guid, string), Dictionary<(string, string), Course>>();
        foreach (HeldMedia one in media.Where(one => !one.IsBeingRemoved || one.IsWhole))
        {
            foreach (BackupSet set in one.Sets.Where(set => set.SetGuid != Guid.Empty))
            {
                if (!families.TryGetValue(SetFamily.KeyOf(set), out Dictionary<(string, string), Course>? family))
                    families.Add(SetFamily.KeyOf(set), family = new(DatabaseNameComparer.Instance));
                if (!family.TryGetValue((set.Instance, set.Database), out Course? course))
                    family.Add((set.Instance, set.Database), course = new Course());
                course.See(set, SetTime.Of(set, zone));
            }
        }

        return families;
    }

    /// <summary>How the backups of one name have gone on. What is removed can only draw the newest two fulls apart, so that a second plan sees no database as dropped that the first one did not.</summary>
    private sealed class Course
    {
        private DateTimeOffset _newest = DateTimeOffset.MinValue;
        private (Guid Set, DateTimeOffset At)? _full;
        private (Guid Set, DateTimeOffset At)? _before;

        public bool HasOneFull => _before is null;

        public void See(BackupSet set, DateTimeOffset at)
        {
            _newest = at > _newest ? at : _newest;
            if (set.Kind != BackupKind.Full || set.SetGuid == _full?.Set || set.SetGuid == _before?.Set)
                return;

            if (_full is not { } full || at > full.At)
                (_before, _full) = (_full, (set.SetGuid, at));
            else if (_before is not { } before || at > before.At)
                _before = (set.SetGuid, at);
        }

        public bool GoesOn(DateTimeOffset now, TimeSpan grace) =>
            now - _newest <= grace || (_full is { } full && _before is { } before && now - _newest <= 2 * (full.At - before.At));
    }
}

/// <summary>Whether a database is still backed up.</summary>
internal enum DatabaseLife
{
    /// <summary>It is, or nobody can tell that it is not.</summary>
    BackedUp,

    /// <summary>Not under its name, but its family is.</summary>
    UnderAnotherName,

    /// <summary>Nothing of its family is.</summary>
    Dropped,

    /// <summary>Nothing of it came here, and nobody can tell whether it is backed up: it is treated as if it were.</summary>
    NotSeen,
}
