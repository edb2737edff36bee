using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A tripwire: sizes that look as if the data had been emptied, replaced or encrypted since. Then the older backups are the only good ones, and nothing goes until somebody has
/// looked.
/// <code>
/// fulls of the quarter before    100  101  102  103      this one    40      less than half of the data of their median
///                                └──── up to five ────┘
/// </code>
/// Each set is measured against those before it, so that more sets of the new size do not silence the alarm. What was acknowledged begins a new measure.
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

    /// <summary>So many sets before one are its measure.</summary>
    public const int Most = 5;

    /// <summary>What was taken longer before tells nothing: of old times only a few points are left, and shops grow and shrink.</summary>
    public static readonly TimeSpan Quarter = TimeSpan.FromDays(92);

    private readonly FamilyHoldings _family = database.Family;

    /// <summary>The newest full and the newest differential that look so.</summary>
    public IEnumerable<RetentionRefusal> Run()
    {
        if (First(BackupKind.Full, Judge) is { } full)
            yield return full;
        if (First(BackupKind.Differential, JudgeDifferential) is { } differential)
            yield return differential;
    }

    private RetentionRefusal? First(BackupKind kind, Func<int, ReadOnlySpan<int>, RetentionRefusal?> judge)
    {
        int[] sets = SinceAcknowledged(kind);
        for (int i = 0; i < sets.Length - 1; i++)
        {
            DateTimeOffset since = _family.Times[sets[i]] - Quarter;
            int end = i + 1;
            while (end < sets.Length && end - i <= Most && _family.Times[sets[end]] >= since)
                end++;
            if (end > i + 1 && judge(sets[i], sets.AsSpan()[(i + 1)..end]) is { } refusal)
                return refusal;
        }

        return null;
    }

    private RetentionRefusal? Judge(int full, ReadOnlySpan<int> before)
    {
        double size = _family.Sets[full].BackupSize;
        double usual = Median(before, i => _family.Sets[i].BackupSize);
        if (usual - size >= Telling && size - Empty < (usual - Empty) * Collapsed)
            return Refuse(full, $"{_family.Known(full)} of {database.Name} has {Bytes(size)}, those before it had {Bytes(usual)}");

        double ratio = Ratio(full);
        double usualRatio = Median(before, Ratio);
        return size * (ratio - usualRatio) >= Telling && ratio > IncompressibleFrom && usualRatio < CompressedTo
            ? Refuse(full, $"{_family.Known(full)} of {database.Name} was compressed to {Share(ratio)} of its size, those before it to {Share(usualRatio)}: as encrypted data is")
            : null;
    }

    private RetentionRefusal? JudgeDifferential(int differential, ReadOnlySpan<int> before) =>
        OfBase(differential) is > JumpedTo and var share && Median(before, i => OfBase(i) ?? double.NaN) is < JumpedFrom and var usual
        && _family.Sets[differential].BackupSize * (1 - (usual / share)) >= Telling
            ? Refuse(differential, $"{_family.Known(differential)} of {database.Name} holds {Share(share)} of its base, those before it held {Share(usual)}: nearly all of the data was changed")
            : null;

    /// <summary>Those of a kind, the newest first, back to the last that was acknowledged.</summary>
    private int[] SinceAcknowledged(BackupKind kind)
    {
        var found = new List<int>();
        foreach (int index in database.NewestFirst)
        {
            BackupSet set = _family.Sets[index];
            if (set.Kind != kind || set.FinishedAt is null || set.BackupSize <= 0)
                continue;

            found.Add(index);
            if (acknowledged.Has(set.SetGuid, Suspicion.Size))
                break;
        }

        return [.. found];
    }

    private double Ratio(int index) => _family.Sets[index] is { CompressedSize: > 0 } set ? (double)set.CompressedSize / set.BackupSize : 1;

    private double? OfBase(int index) =>
        _family.Sets[index] is { DifferentialBaseGuid: { } guid } set && _family.IndexOf(guid) is { } full && _family.Sets[full].BackupSize is > 0 and var whole
            ? (double)set.BackupSize / whole
            : null;

    /// <summary>The median of those that have a value; none without any.</summary>
    private static double Median(ReadOnlySpan<int> indices, Func<int, double> value)
    {
        Span<double> values = stackalloc double[Most];
        int count = 0;
        foreach (int index in indices)
        {
            if (value(index) is var one && !double.IsNaN(one))
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
}
