using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// The recovery points that stand for days, weeks, months and years, and the newest ones: each the newest full of its period; without one the newest differential, without
/// that the newest log. Of two fulls a verified one comes before one that nobody verified, and what is suspect, or rests on what is, stands for a period only where nothing else
/// does. Only periods with a recovery point count. What builds on something older than is allowed stands for nothing.
/// </summary>
internal sealed class PointSelection(DatabaseHoldings database, RetentionPolicy policy, DateTimeOffset? oldestAllowed)
{
    private const int DaysOfWeek = 7;
    private const int Kinds = 3;

    private readonly FamilyHoldings _family = database.Family;

    /// <summary>Runs over the sets once, newest first.</summary>
    public IEnumerable<(int Index, KeepReason Reason)> Run()
    {
        Period[] periods =
        [
            .. new[]
            {
                new Period(KeepRule.Daily, policy.Daily, day => day.DayNumber, day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),

                // The first day that there is was a Monday, and weeks of ISO begin on Mondays.
                new Period(KeepRule.Weekly, policy.Weekly, day => day.DayNumber / DaysOfWeek, day => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}")),
                new Period(KeepRule.Monthly, policy.Monthly, day => (day.Year * 12) + day.Month, day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
                new Period(KeepRule.Yearly, policy.Yearly, day => day.Year, day => day.ToString("yyyy", CultureInfo.InvariantCulture)),
            }.Where(period => !period.IsDone),
        ];
        int last = policy.KeepLast;
        var found = new List<(int, KeepReason)>();
        foreach (int index in database.NewestFirst)
        {
            if (!_family.Graph.Reaches(index) || (oldestAllowed is { } allowed && _family.Oldest(index) < allowed))
                continue;
            if (last <= 0 && Array.TrueForAll(periods, period => period.IsDone))
                break;

            BackupKind kind = _family.Sets[index].Kind;
            if (last > 0 && kind is BackupKind.Full or BackupKind.Differential && last-- > 0)
                found.Add((index, new KeepReason(KeepRule.Last)));
            if (periods.Length == 0)
                continue;

            int rank = Rank(index);
            DateTimeOffset time = _family.Times[index];
            DateOnly day = DateOnly.FromDateTime(time.UtcDateTime.Add(policy.Zone.GetUtcOffset(time)));
            foreach (Period period in periods)
                period.See(index, rank, day, found);
        }

        foreach (Period period in periods)
            period.End(found);
        return found;
    }

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
    private sealed class Period(KeepRule rule, int wanted, Func<DateOnly, int> number, Func<DateOnly, string> name)
    {
        private int _left = wanted;
        private int _current = int.MaxValue;
        private int _best = -1;
        private int _rank;
        private DateOnly _day;

        public bool IsDone => _left == 0;

        public void See(int index, int rank, DateOnly day, List<(int, KeepReason)> found)
        {
            if (IsDone)
                return;

            // Newest first, periods only go down; where a clock is set back over midnight, a day that was begun goes on.
            if (number(day) < _current)
            {
                End(found);
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
            _best = -1;
            _left--;
        }
    }
}
