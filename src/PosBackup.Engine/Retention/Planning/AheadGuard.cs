using System.Globalization;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A tripwire: the newest set of a database is of the future. Either the clock here is behind, and then many databases have such sets (<see cref="PlaceGuards"/>), or that of the instance was
/// ahead: then the order of its sets is not known.
/// </summary>
internal sealed class AheadGuard(PlaceHoldings place, DatabaseHoldings database, PlaceFacts facts, DateTimeOffset now)
{
    private readonly FamilyHoldings _family = database.Family;

    /// <summary>What speaks against it; null when nothing does.</summary>
    public RetentionRefusal? Run()
    {
        int newest = database.NewestFirst[0];
        DateTimeOffset at = SetTime.Begun(_family.Sets[newest], facts.Policy.Zone);
        return at - now <= PlaceGuards.Behind ? null : new RetentionRefusal(
            RefusalReason.Clock,
            string.Create(CultureInfo.InvariantCulture, $"the clock says {now:yyyy-MM-dd HH:mm:ssK}, and the newest set of {database.Name} in {facts.Place} was taken at {at:yyyy-MM-dd HH:mm:ssK}"),
            $"set the clock and time zone of this machine right, or of the instance that took the set; if both are right now, take a full backup, move {Files(newest)} away, and {Forget}")
        {
            Database = database.Name,
            SetGuid = _family.Sets[newest].SetGuid,
        };
    }

    private string Forget => facts.Place.IsHere ? "let 'posbackup catalog forget' with its path stop expecting it" : "its manifest with it; then run 'posbackup sync'";

    private string Files(int index) => place.Media[_family.MediaOf(index)[0]].Files is { Count: > 0 } files ? files[0].Path : "its files";
}
