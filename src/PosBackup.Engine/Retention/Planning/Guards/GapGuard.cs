using System.Globalization;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Lives;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Guards;

/// <summary>
/// A tripwire: nothing was backed up for a long time, and then began anew just now (<see cref="LongPause"/>). By a clock that jumped ahead what is young looks old. Nothing goes until
/// backups have gone on for a while, or somebody has looked.
/// <code>
/// days of Shop, wherever it lies or lay    │││││││││││││││││││││││││││││││││││    no pause
/// days of Shop on a medium                 │││         │││         │││           a drive that is changed every few weeks knows of few
/// </code>
/// </summary>
internal sealed class GapGuard(DatabaseHoldings database, DatabaseLives lives, PlannerFacts facts)
{
    private readonly FamilyHoldings _family = database.Family;

    /// <summary>What speaks against it; null when nothing does.</summary>
    public RetentionRefusal? Run()
    {
        int[] sets = database.NewestFirst;
        if (!MayHavePause(sets))
            return null;

        int[] days = lives.DaysOf(_family.Sets[sets[0]]);
        int? first = LongPause.Find(days.Length, i => BackupDays.Begin(days[i]), i => facts.Acknowledged.IsClockSeenBy(BackupDays.Begin(days[i])));

        // What ends here before a pause is measured by no newer time.
        return first is { } after && DayOf(sets[0]) >= days[after] ? Refuse(Array.FindLast(sets, set => DayOf(set) >= days[after]), days[after + 1], days[after]) : null;
    }

    /// <summary>Most databases have none in any place, and nobody needs to ask for all days of theirs.</summary>
    private bool MayHavePause(int[] sets)
    {
        for (int i = 0; i + 1 < sets.Length && DayOf(sets[0]) - DayOf(sets[i]) < LongPause.Believed.Days; i++)
        {
            if (DayOf(sets[i]) - DayOf(sets[i + 1]) >= LongPause.Long.Days)
                return true;
        }

        return false;
    }

    private int DayOf(int set) => BackupDays.DayOf(_family.Times[set]);

    /// <summary>Where the clock of the whole store is not believed, one acknowledgement is enough for that and for all databases.</summary>
    private RetentionRefusal Refuse(int set, int last, int first)
    {
        Guid own = _family.Sets[set].SetGuid;
        return new RetentionRefusal(
            RefusalReason.Clock,
            string.Create(CultureInfo.InvariantCulture, $"nothing of {database.Name} was backed up from {BackupDays.Begin(last):yyyy-MM-dd} to {BackupDays.Begin(first):yyyy-MM-dd}: the clock may have jumped, and by a wrong one what is young looks old"),
            string.Create(CultureInfo.InvariantCulture, $"set the clock right; if it is, 'posbackup expire --acknowledge {facts.Time.Unbelieved ?? own}', or wait until there are backups of {LongPause.Believed.TotalDays:0} days"))
        {
            Database = database.Name,
            SetGuid = own,
            Acknowledgeable = Suspicion.Time,
        };
    }
}
