using System.Globalization;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A tripwire: nothing was backed up for a long time, and then began anew just now (<see cref="LongPause"/>). By a clock that jumped ahead what is young looks old. Nothing goes until
/// backups have gone on for a while, or somebody has looked.
/// </summary>
internal sealed class GapGuard(DatabaseHoldings database, Acknowledged acknowledged)
{
    private readonly FamilyHoldings _family = database.Family;

    /// <summary>What speaks against it; null when nothing does.</summary>
    public RetentionRefusal? Run()
    {
        int[] sets = database.NewestFirst;
        return LongPause.Find(sets.Length, i => _family.Times[sets[i]], i => acknowledged.Has(_family.Sets[sets[i]].SetGuid, Suspicion.Time)) is { } first ? Refuse(sets[first], sets[first + 1]) : null;
    }

    private RetentionRefusal Refuse(int first, int last) => new(
        RefusalReason.Clock,
        string.Create(CultureInfo.InvariantCulture, $"nothing of {database.Name} was backed up from {_family.Times[last]:yyyy-MM-dd HH:mmK} to {_family.Times[first]:yyyy-MM-dd HH:mmK}: the clock may have jumped, and by a wrong one what is young looks old"),
        string.Create(CultureInfo.InvariantCulture, $"set the clock right; if it is, 'posbackup expire --acknowledge {_family.Sets[first].SetGuid}', or wait until there are backups of {LongPause.Believed.TotalDays:0} days"))
    {
        Database = database.Name,
        SetGuid = _family.Sets[first].SetGuid,
        Acknowledgeable = Suspicion.Time,
    };
}
