using System.Globalization;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A tripwire: nothing was backed up for a long time, and then began anew just now. Either backups stood still, or the clock jumped ahead, and by a wrong clock what is young looks
/// old. Nothing goes until backups have gone on for a while, or somebody has looked.
/// <code>
/// time    ── ── ── ── ── ──                                         ── ──►
///          usual gaps       └ 30 days and three times the usual ───┘ less than 7 days
/// </code>
/// </summary>
internal sealed class GapGuard(DatabaseHoldings database, IReadOnlySet<Guid> acknowledged)
{
    /// <summary>How many times the greatest of the gaps before it a gap is, to be none of them.</summary>
    public const int Unusual = 3;

    /// <summary>So many gaps before one are its measure.</summary>
    public const int Most = 10;

    /// <summary>A shorter gap tells nothing.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromDays(30);

    /// <summary>So long backups go on after a gap until the clock is believed.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromDays(7);

    private readonly FamilyHoldings _family = database.Family;

    /// <summary>What speaks against it; null when nothing does.</summary>
    public RetentionRefusal? Run()
    {
        int[] sets = database.NewestFirst;
        for (int i = 0; i + 1 < sets.Length && _family.Times[sets[0]] - _family.Times[sets[i]] < Believed; i++)
        {
            if (acknowledged.Contains(_family.Sets[sets[i]].SetGuid))
                return null;
            if (Gap(i) >= Long && Usual(i + 1) is { } usual && Gap(i) > Unusual * usual)
                return Refuse(sets[i], sets[i + 1]);
        }

        return null;
    }

    /// <summary>From one set to the one before it.</summary>
    private TimeSpan Gap(int at) => _family.Times[database.NewestFirst[at]] - _family.Times[database.NewestFirst[at + 1]];

    /// <summary>The greatest gap between those before; null where there is none to measure by.</summary>
    private TimeSpan? Usual(int from)
    {
        TimeSpan? usual = null;
        for (int i = from; i + 1 < database.NewestFirst.Length && i < from + Most; i++)
            usual = usual > Gap(i) ? usual : Gap(i);
        return usual;
    }

    private RetentionRefusal Refuse(int first, int last) => new(
        RefusalReason.Clock,
        string.Create(CultureInfo.InvariantCulture, $"nothing of {database.Name} was backed up from {_family.Times[last]:yyyy-MM-dd HH:mmK} to {_family.Times[first]:yyyy-MM-dd HH:mmK}: the clock may have jumped, and by a wrong one what is young looks old"),
        string.Create(CultureInfo.InvariantCulture, $"set the clock right; if it is, 'posbackup expire --acknowledge {_family.Sets[first].SetGuid}', or wait until there are backups of {Believed.TotalDays:0} days"))
    {
        Database = database.Name,
        SetGuid = _family.Sets[first].SetGuid,
    };
}
