using System.Globalization;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Guards;

/// <summary>
/// A tripwire: sizes that look as if the data had been emptied, replaced or encrypted since. Then the older backups are the only good ones, and nothing goes until somebody has
/// looked.
/// <code>
/// fulls of the quarter before    100  101  102  103      this one    40      less than half of the data of their median
///                                └──── up to five ────┘
/// </code>
/// Each set is measured against those before it, so that more sets of the new size do not silence the alarm; those that were taken aside, and those of other tools, among themselves. What was
/// acknowledged begins a new measure, also when it has expired, and for a quarter what looks like it is no alarm: indexes are rebuilt each week.
/// </summary>
internal sealed class SizeGuard(DatabaseHoldings database, Acknowledged acknowledged)
{
    /// <summary>A full with less than this share of the data of those before has lost data.</summary>
    public const double Collapsed = 0.5;

    /// <summary>A differential holds so much more of its base than those before did.</summary>
    public const double JumpedTo = 0.6;

    /// <summary>What differentials held before, at most, for a jump to be one.</summary>
    public const double JumpedFrom = 0.2;

    /// <summary>Data that was compressed to less than this share …</summary>
    public const double CompressedTo = 0.6;

    /// <summary>… and now hardly is, was encrypted.</summary>
    public const double IncompressibleFrom = 0.9;

    /// <summary>A difference of fewer bytes tells nothing: so much small databases gain and lose from night to night.</summary>
    public const long Telling = 2L << 20;

    /// <summary>So much an empty database has in a full: what is above it is the data.</summary>
    public const long Empty = 5L << 18;

    /// <summary>What is by less than a tenth more suspicious than what was acknowledged looks like it.</summary>
    public const double Alike = 1.1;

    /// <summary>So many sets before one are its measure.</summary>
    public const int Most = 5;

    /// <summary>What was taken longer before tells nothing: of old times only a few points are left, and shops grow and shrink.</summary>
    public static readonly TimeSpan Quarter = TimeSpan.FromDays(92);

    private readonly FamilyHoldings _family = database.Family;

    /// <summary>The newest full and the newest differential that look so, of each sort.</summary>
    public IEnumerable<RetentionRefusal> Run() =>
        database.NewestFirst.Where(IsMeasured).GroupBy(SortOf).OrderBy(sort => sort.Key.Kind).Select(sort => First(sort.Key, sort)).OfType<RetentionRefusal>();

    private bool IsMeasured(int index) => _family.Sets[index] is { Kind: BackupKind.Full or BackupKind.Differential, FinishedAt: not null, BackupSize: > 0 };

    private Sort SortOf(int index)
    {
        BackupSet set = _family.Sets[index];
        return new Sort(set.Kind, set.IsCopyOnly, SetMark.IsOurs(set));
    }

    private RetentionRefusal? First(Sort sort, IEnumerable<int> newestFirst)
    {
        Acknowledgement[] looked = LookedInto(sort);
        Measured[] sets = SinceAcknowledged(newestFirst, looked);
        for (int i = 0; i < sets.Length - 1; i++)
        {
            DateTimeOffset since = sets[i].At - Quarter;
            int end = i + 1;
            while (end < sets.Length && end - i <= Most && sets[end].At >= since)
                end++;
            if (end == i + 1)
                continue;

            ReadOnlySpan<Measured> before = sets.AsSpan()[(i + 1)..end];
            SetSizes[] right = looked.Length == 0 ? [] : [.. looked.Where(one => one.Set!.At >= since && one.Set.At <= sets[i].At).Select(one => one.Sizes).OfType<SetSizes>()];
            if ((sort.Kind == BackupKind.Full ? Judge(sets[i], before, right) : JudgeDifferential(sets[i], before, right)) is { } refusal)
                return refusal;
        }

        return null;
    }

    private RetentionRefusal? Judge(Measured full, ReadOnlySpan<Measured> before, SetSizes[] right)
    {
        double size = full.Sizes.Backup;
        double usual = Median(before, sizes => sizes.Backup);
        if (usual - size >= Telling && size - Empty < (usual - Empty) * Collapsed && !Array.Exists(right, one => size * Alike >= one.Backup))
            return Refuse(full.Index, $"{_family.Known(full.Index)} of {database.Name} has {Bytes(size)}, those before it had {Bytes(usual)}");

        double usualRatio = Median(before, sizes => sizes.Ratio);
        return full.Sizes.Ratio is > IncompressibleFrom and var ratio && usualRatio < CompressedTo && size * (ratio - usualRatio) >= Telling && !Array.Exists(right, one => one.Ratio > IncompressibleFrom)
            ? Refuse(full.Index, $"{_family.Known(full.Index)} of {database.Name} was compressed to {Share(ratio)} of its size, those before it to {Share(usualRatio)}: as encrypted data is")
            : null;
    }

    private RetentionRefusal? JudgeDifferential(Measured differential, ReadOnlySpan<Measured> before, SetSizes[] right) =>
        differential.Sizes.OfBase is > JumpedTo and var share && Median(before, sizes => sizes.OfBase) is < JumpedFrom and var usual
        && differential.Sizes.Backup * (1 - (usual / share)) >= Telling && !Array.Exists(right, one => share <= one.OfBase * Alike)
            ? Refuse(differential.Index, $"{_family.Known(differential.Index)} of {database.Name} holds {Share(share)} of its base, those before it held {Share(usual)}: nearly all of the data was changed")
            : null;

    /// <summary>What of a sort somebody has looked into and found right; of what is gone nobody knows whether it was taken aside. A set of the future says nothing of what was taken before that.</summary>
    private Acknowledgement[] LookedInto(Sort sort) =>
        [.. acknowledged.SizesOf(_family.Sets[database.Sets[0]].Instance, database.Name, sort.Kind).Where(one => one.Set!.At <= one.At + PlaceGuards.Behind && (_family.IndexOf(one.SetGuid) is not { } index || SortOf(index) == sort))];

    /// <summary>Those of a sort, the newest first, back to what was acknowledged last, be it there or not.</summary>
    private Measured[] SinceAcknowledged(IEnumerable<int> newestFirst, Acknowledgement[] looked)
    {
        DateTimeOffset since = looked.Select(one => one.Set!.At).Append(DateTimeOffset.MinValue).Max();
        var found = new List<Measured>();
        foreach (int index in newestFirst)
        {
            if (_family.Times[index] < since)
                break;

            BackupSet set = _family.Sets[index];
            found.Add(new Measured(index, _family.Times[index], SetSizes.Of(set, set.DifferentialBaseGuid is { } guid && _family.IndexOf(guid) is { } full ? _family.Sets[full] : null)));
            if (acknowledged.Has(set.SetGuid, Suspicion.Size))
                break;
        }

        return [.. found];
    }

    /// <summary>The median of those that have a value; none without any.</summary>
    private static double Median(ReadOnlySpan<Measured> sets, Func<SetSizes, double?> value)
    {
        Span<double> values = stackalloc double[Most];
        int count = 0;
        foreach (Measured set in sets)
        {
            if (value(set.Sizes) is { } one)
                values[count++] = one;
        }

        values = values[..count];
        values.Sort();
        return count == 0 ? double.NaN : (values[(count - 1) / 2] + values[count / 2]) / 2;
    }

    private RetentionRefusal Refuse(int index, string message) =>
        new(RefusalReason.SuspiciousSizes, message, $"look into the database; if it is right, acknowledge it: posbackup expire --acknowledge {_family.Sets[index].SetGuid}")
        {
            Database = database.Name,
            SetGuid = _family.Sets[index].SetGuid,
            Acknowledgeable = Suspicion.Size,
        };

    private static string Share(double share) => share.ToString("p0", CultureInfo.InvariantCulture);

    private static string Bytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:n1} MB");

    /// <summary>What is measured among itself.</summary>
    private readonly record struct Sort(BackupKind Kind, bool IsCopyOnly, bool IsOurs);

    private readonly record struct Measured(int Index, DateTimeOffset At, SetSizes Sizes);
}
