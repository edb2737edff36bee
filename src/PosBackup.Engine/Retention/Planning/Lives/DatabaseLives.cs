using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Lives;

/// <summary>
/// Whether databases are still backed up, by all that is known of their families: in every place, under every name, damaged and absent sets too. What lies in one place alone tells it of none:
/// shipping may have stood still. And while nothing at all was backed up lately none looks dropped more than the others.
/// <code>
/// TILL1 Shop   ── ── ── ──┤                          under another name: the till was replaced, the database renamed
/// TILL2 Shop               ── ── ── ── ── ── ──      backed up
/// TILL1 Old    ── ──┤   grace    │                   dropped, once the grace is over; in its last third that is told
/// </code>
/// <para>
/// Headquarters sees only what was shipped: where nothing is known here of an instance or of the family, nobody can tell a database that was dropped from one that is not shipped.
/// </para>
/// </summary>
/// <param name="media">The media of a group, in all places.</param>
/// <param name="facts">Everything.</param>
internal sealed class DatabaseLives(IReadOnlyList<HeldMedia> media, PlannerFacts facts)
{
    private readonly StoreTime _time = facts.Time;

    // Few databases look as if they were not backed up any more, and only for those it is asked.
    private readonly Lazy<Dictionary<(Guid, string), Dictionary<(string, string), BackupCourse>>> _families = new(() => Courses(media, facts));

    /// <summary>How it is with a database.</summary>
    /// <param name="set">A set of it.</param>
    /// <param name="grace">So long after the last backup it is not dropped; twice the longest time between the newest ten days with a full neither, or each pause of a database that is backed up once a year would void what it was promised.</param>
    public DatabaseLife Of(BackupSet set, TimeSpan grace) => JudgedOf(set, grace) is { } course && course.End(grace) < _time.BackedUp ? After(set, grace) : DatabaseLife.BackedUp;

    /// <summary>When a database that still counts as backed up counts so no more unless something comes of it; null while that is far off, and where it will not be.</summary>
    /// <param name="set">A set of it.</param>
    /// <param name="grace">As in <see cref="Of"/>.</param>
    public DateTimeOffset? EndsAt(BackupSet set, TimeSpan grace) =>
        JudgedOf(set, grace) is { } course && course.End(grace) is var end && end >= _time.BackedUp && _time.BackedUp > end - (course.Span(grace) / 3) && After(set, grace) != DatabaseLife.NotSeen
            ? end
            : null;

    /// <summary>The days on which a database was backed up, by their numbers, the newest first: in whatever place, and those of which nothing is left.</summary>
    /// <param name="set">A set of it.</param>
    public int[] DaysOf(BackupSet set) => CourseOf(set)?.NewestDays() ?? [];

    /// <summary>What there is to be judged; null where nobody can tell, and where there is nothing to gain: only one full is left.</summary>
    private BackupCourse? JudgedOf(BackupSet set, TimeSpan grace)
    {
        // The store stands still, or its clock jumped.
        if (_time.Clock - _time.BackedUp > grace)
            return null;

        return CourseOf(set) is { HasOneFull: false } course ? course : null;
    }

    private BackupCourse? CourseOf(BackupSet set) => FamilyOf(set).GetValueOrDefault((set.Instance, set.Database));

    private Dictionary<(string, string), BackupCourse> FamilyOf(BackupSet set) => _families.Value.GetValueOrDefault(SetFamily.KeyOf(set)) ?? [];

    /// <summary>What a database is when its time is over.</summary>
    private DatabaseLife After(BackupSet set, TimeSpan grace)
    {
        Dictionary<(string, string), BackupCourse>.ValueCollection family = FamilyOf(set).Values;
        if (!facts.IsKnownHere(set.Instance) && !family.Any(course => course.IsHere) && !facts.Acknowledged.Has(set.SetGuid, Suspicion.Dropped))
            return DatabaseLife.NotSeen;

        return family.Any(other => !ReferenceEquals(other, CourseOf(set)) && other.End(grace) >= _time.BackedUp) ? DatabaseLife.UnderAnotherName : DatabaseLife.Dropped;
    }

    private static Dictionary<(Guid, string), Dictionary<(string, string), BackupCourse>> Courses(IReadOnlyList<HeldMedia> media, PlannerFacts facts)
    {
        var families = new Dictionary<(Guid, string), Dictionary<(string, string), BackupCourse>>();
        foreach (HeldMedia one in media.Where(one => !one.IsBeingRemoved || one.IsWhole))
        {
            foreach (BackupSet set in one.Sets.Where(set => set.SetGuid != Guid.Empty))
            {
                if (!families.TryGetValue(SetFamily.KeyOf(set), out Dictionary<(string, string), BackupCourse>? family))
                    families.Add(SetFamily.KeyOf(set), family = new(DatabaseNameComparer.Instance));
                if (!family.TryGetValue((set.Instance, set.Database), out BackupCourse? course))
                    family.Add((set.Instance, set.Database), course = new BackupCourse(facts.Gone(set.Instance, set.Database)));
                course.See(set, SetTime.Of(set, facts.Facts.Policy.Zone), one.Place.IsHere);
            }
        }

        return families;
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
