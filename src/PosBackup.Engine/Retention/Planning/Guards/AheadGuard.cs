using System.Globalization;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Guards;

/// <summary>
/// A tripwire: the newest sets of a database are of the future. Either the clock here is behind, and then many databases have such sets (<see cref="PlaceGuards"/>), or that of the instance was
/// ahead: then the order of its sets is not known.
/// </summary>
internal sealed class AheadGuard
{
    private readonly PlaceHoldings _place;
    private readonly DatabaseHoldings _database;
    private readonly FamilyHoldings _family;
    private readonly PlaceFacts _facts;
    private readonly DateTimeOffset _now;
    private readonly int[] _ahead;

    /// <param name="place">What lies in the place.</param>
    /// <param name="database">The database.</param>
    /// <param name="facts">The place.</param>
    /// <param name="now">The clock.</param>
    public AheadGuard(PlaceHoldings place, DatabaseHoldings database, PlaceFacts facts, DateTimeOffset now)
    {
        (_place, _database, _family, _facts, _now) = (place, database, database.Family, facts, now);
        _ahead = Array.FindAll(database.NewestFirst, index => Begun(index) - now > PlaceGuards.Behind);
    }

    /// <summary>
    /// Whether it was a clock that was wrong once, and is not now, be it that of this machine: less than half of the sets are of the future, and by the order of the log some were taken after them.
    /// A clock that is behind makes nearly all of them sets of the future.
    /// </summary>
    public bool HasGoneOn => 2 * _ahead.Length < _database.NewestFirst.Length && Array.Exists(_database.NewestFirst, index => Begun(index) - _now <= PlaceGuards.Behind && IsAfter(index, _ahead[0]));

    /// <summary>What speaks against it; null when nothing does.</summary>
    public RetentionRefusal? Run() => _ahead is not [var newest, ..] ? null : new RetentionRefusal(
        RefusalReason.Clock,
        string.Create(CultureInfo.InvariantCulture, $"the clock says {_now:yyyy-MM-dd HH:mm:ssK}, and {Sets(_ahead)} {_facts.Place.Where} {Taken(_ahead)}"),
        $"set the clock and time zone of this machine right, or of the instance that took the set; if both are right now, take a full backup, move {Files(_ahead)} away, and {Forget}")
    {
        Database = _database.Name,
        SetGuid = _family.Sets[newest].SetGuid,
    };

    private bool IsAfter(int index, int ahead) => _family.Sets[index].RecoveryForkGuid == _family.Sets[ahead].RecoveryForkGuid && _family.Sets[index].LastLsn > _family.Sets[ahead].LastLsn;

    private DateTimeOffset Begun(int index) => SetTime.Begun(_family.Sets[index], _facts.Policy.Zone);

    private string Sets(int[] ahead) => ahead.Length == 1 ? $"the newest set of {_database.Name}" : string.Create(CultureInfo.InvariantCulture, $"the newest {ahead.Length} sets of {_database.Name}");

    private string Taken(int[] ahead) => ahead.Length == 1
        ? string.Create(CultureInfo.InvariantCulture, $"was taken at {Begun(ahead[0]):yyyy-MM-dd HH:mm:ssK}")
        : string.Create(CultureInfo.InvariantCulture, $"were taken from {Begun(ahead[^1]):yyyy-MM-dd HH:mm:ssK} to {Begun(ahead[0]):yyyy-MM-dd HH:mm:ssK}");

    /// <summary>All at once, or whoever follows the hint does it anew each morning.</summary>
    private string Files(int[] ahead) => ahead.Length == 1
        ? FileOf(ahead[0])
        : string.Create(CultureInfo.InvariantCulture, $"the files of all {ahead.Length}, by their times from {FileOf(ahead[^1])} to {FileOf(ahead[0])},");

    private string Forget => _facts.Place.IsHere ? "let 'posbackup catalog forget' with their paths stop expecting them" : "their manifests with them; then run 'posbackup sync'";

    private string FileOf(int index) => _place.Media[_family.MediaOf(index)[0]].Files is { Count: > 0 } files ? files[0].Path : "its files";
}
