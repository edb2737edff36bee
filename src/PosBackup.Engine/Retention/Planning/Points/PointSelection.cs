using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Points;

/// <summary>
/// The recovery points that stand for days, weeks, months and years, and the newest ones: each the newest full of its period; without one the newest differential, without
/// that the newest log. Of two fulls a verified one comes before one that nobody verified, and what is suspect, or rests on what is, stands for a period only where nothing else
/// does. Only periods with a recovery point count. What builds on something older than is allowed stands for nothing.
/// <para>
/// Where nothing new comes under a name any more, all periods count from a moment back, and the newest sets for nothing: so its points leave in time.
/// </para>
/// </summary>
/// <param name="database">The sets.</param>
/// <param name="policy">What is asked for.</param>
/// <param name="oldestAllowed">When the oldest was that may stand for anything; null for no limit.</param>
/// <param name="countedFrom">The moment that periods are counted back from; null where those with a recovery point are counted.</param>
internal sealed class PointSelection(DatabaseHoldings database, RetentionPolicy policy, DateTimeOffset? oldestAllowed, DateTimeOffset? countedFrom)
{
    private const int DaysOfWeek = 7;
    private const int Kinds = 3;

    /// <summary>What ranks below is a sound full.</summary>
    private const int Full = 2;

    private readonly FamilyHoldings _family = database.Family;
    private Period[] _periods = [];
    private bool _lacksLast;

    /// <summary>
    /// By which rule a set that is not seen might stand for something, as far as the run has looked: one of its periods has no sound full, and is no older than the oldest that the rule asks
    /// for; where it found fewer than it asks for, those that it lacks may be of any age. Null where it can stand for nothing.
    /// <code>
    /// months      June        July        August      September      of three
    /// seen         F           d           F  d          F           July's differential may be what is lacking; August has a full that stands before all else
    /// </code>
    /// </summary>
    public KeepRule? Lacking(DateTimeOffset at) => _lacksLast ? KeepRule.Last : Array.Find(_periods, period => period.Lacks(Day(at)))?.Rule;

    /// <summary>Runs over the sets once, newest first.</summary>
    public IEnumerable<(int Index, KeepReason Reason)> Run()
    {
        Period[] periods =
        [
            .. new[]
            {
                PeriodOf(KeepRule.Daily, policy.Daily, day => day.DayNumber, day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),

                // The first day that there is was a Monday, and weeks of ISO begin on Mondays.
                PeriodOf(KeepRule.Weekly, policy.Weekly, day => day.DayNumber / DaysOfWeek, day => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}")),
                PeriodOf(KeepRule.Monthly, policy.Monthly, day => (day.Year * 12) + day.Month, day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
                PeriodOf(KeepRule.Yearly, policy.Yearly, day => day.Year, day => day.ToString("yyyy", CultureInfo.InvariantCulture)),
            }.Where(period => !period.IsDone),
        ];
        var last = new CountedRule(countedFrom is null ? policy.KeepLast : 0);
        var found = new List<(int, KeepReason)>();
        foreach (int index in database.NewestFirst)
        {
            if (!_family.Graph.Reaches(index) || (oldestAllowed is { } allowed && _family.Oldest(index) < allowed))
                continue;
            if (last.IsFilled && Array.TrueForAll(periods, period => period.IsDone))
                break;

            BackupKind kind = _family.Sets[index].Kind;
            if (kind is BackupKind.Full or BackupKind.Differential && !last.IsFilled && last.Takes(_family.RestsOnProven(index)))
                found.Add((index, new KeepReason(KeepRule.Last)));
            if (periods.Length == 0)
                continue;

            int rank = Rank(index);
            DateOnly day = Day(_family.Times[index]);
            foreach (Period period in periods)
                period.See(index, rank, day, found);
        }

        foreach (Period period in periods)
            period.End(found);
        (_periods, _lacksLast) = (periods, !last.IsFilled);
        return found;
    }

    private Period PeriodOf(KeepRule rule, int wanted, Func<DateOnly, int> number, Func<DateOnly, string> name) =>
        new(rule, wanted, countedFrom is { } from ? number(Day(from)) - wanted + 1 : int.MinValue, number, name);

    private DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime.Add(policy.Zone.GetUtcOffset(time)));

    /// <summary>What stands for a period before others: the least.</summary>
    private int Rank(int index)
    {
        int kind = _family.Sets[index].Kind switch
        {
            BackupKind.Full => 0,
            BackupKind.Differential => 1,
            _ => 2,
        };
        return (_family.RestsOnSuspect(index) ? 2 * Kinds : 0) + (2 * kind) + (_family.IsVerified(index) ? 0 : 1);
    }

    /// <summary>One rule, as it sees the sets go by.</summary>
    private sealed class Period(KeepRule rule, int wanted, int first, Func<DateOnly, int> number, Func<DateOnly, string> name)
    {
        private int _left = wanted;
        private bool _isOver;
        private int _current = int.MaxValue;
        private int _best = -1;
        private int _rank;
        private DateOnly _day;

        /// <summary>The periods that were found, and whether a sound full, which stands before all else, is what was.</summary>
        private readonly Dictionary<int, bool> _found = [];
        private int _oldest = int.MaxValue;

        public KeepRule Rule => rule;

        public bool IsDone => _left == 0 || _isOver;

        public bool Lacks(DateOnly day) =>
            number(day) is var period && period >= first && (period >= _oldest || _left > 0) && !_found.GetValueOrDefault(period);

        public void See(int index, int rank, DateOnly day, List<(int, KeepReason)> found)
        {
            if (IsDone)
                return;

            // Newest first, periods only go down; where a clock is set back over midnight, a day that was begun goes on.
            if (number(day) < _current)
            {
                End(found);
                _isOver = number(day) < first;
                if (IsDone)
                    return;

                (_current, _best, _rank, _day) = (number(day), index, rank, day);
            }
            else if (rank < _rank)
            {
                (_best, _rank, _day) = (index, rank, day);
            }
        }

        public void End(List<(int, KeepReason)> found)
        {
            if (_best < 0)
                return;

            found.Add((_best, new KeepReason(rule, name(_day))));
            _oldest = number(_day);
            _found[_oldest] = _rank < Full;
            _best = -1;
            _left--;
        }
    }
}
