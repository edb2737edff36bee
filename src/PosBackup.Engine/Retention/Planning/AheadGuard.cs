using System.Globalization;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A tripwire: the newest sets of a database are of the future. Either the clock here is behind, and then many databases have such sets (<see cref="PlaceGuards"/>), or that of the instance was
/// ahead: then the order of its sets is not known.
/// </summary>
internal sealed class AheadGuard(PlaceHoldings place, DatabaseHoldings database, PlaceFacts facts, DateTimeOffset now)
{
    private readonly FamilyHoldings _family = database.Family;

    /// <summary>What speaks against it; null when nothing does.</summary>
    public RetentionRefusal? Run()
    {
        int[] ahead = Array.FindAll(database.NewestFirst, index => Begun(index) - now > PlaceGuards.Behind);
        return ahead is not [var newest, ..] ? null : new RetentionRefusal(
            RefusalReason.Clock,
            string.Create(CultureInfo.InvariantCulture, $"the clock says {now:yyyy-MM-dd HH:mm:ssK}, and {Sets(ahead)} in {facts.Place} {Taken(ahead)}"),
            $"set the clock and time zone of this machine right, or of the instance that took the set; if both are right now, take a full backup, move {Files(ahead)} away, and {Forget}")
        {
            Database = database.Name,
            SetGuid = _family.Sets[newest].SetGuid,
        };
    }

    private DateTimeOffset Begun(int index) => SetTime.Begun(_family.Sets[index], facts.Policy.Zone);

    private string Sets(int[] ahead) => ahead.Length == 1 ? $"the newest set of {database.Name}" : string.Create(CultureInfo.InvariantCulture, $"the newest {ahead.Length} sets of {database.Name}");

    private string Taken(int[] ahead) => ahead.Length == 1
        ? string.Create(CultureInfo.InvariantCulture, $"was taken at {Begun(ahead[0]):yyyy-MM-dd HH:mm:ssK}")
        : string.Create(CultureInfo.InvariantCulture, $"were taken from {Begun(ahead[^1]):yyyy-MM-dd HH:mm:ssK} to {Begun(ahead[0]):yyyy-MM-dd HH:mm:ssK}");

    /// <summary>All at once, or whoever follows the hint does it anew each morning.</summary>
    private string Files(int[] ahead) => ahead.Length == 1
        ? FileOf(ahead[0])
        : string.Create(CultureInfo.InvariantCulture, $"the files of all {ahead.Length}, by their times from {FileOf(ahead[^1])} to {FileOf(ahead[0])},");

    private string Forget => facts.Place.IsHere ? "let 'posbackup catalog forget' with their paths stop expecting them" : "their manifests with them; then run 'posbackup sync'";

    private string FileOf(int index) => place.Media[_family.MediaOf(index)[0]].Files is { Count: > 0 } files ? files[0].Path : "its files";
}
