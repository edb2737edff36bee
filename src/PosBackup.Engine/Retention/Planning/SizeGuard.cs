using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// A tripwire: sizes that look as if the data had been emptied, replaced or encrypted since. Then the older backups are the only good ones, and nothing goes until somebody has
/// looked. The newest set is measured against the median of up to five of its kind before it; what was acknowledged begins a new measure.
/// </summary>
internal sealed class SizeGuard(FamilyHoldings family, IReadOnlySet<Guid> acknowledged)
{
    /// <summary>A full of less than this share of those before has lost data.</summary>
    public const double Collapsed = 0.5;

    /// <summary>A differential holds so much more of its base than those before did.</summary>
    public const double JumpedTo = 0.6;

    /// <summary>What differentials held before, at most, for a jump to be one.</summary>
    public const double JumpedFrom = 0.2;

    /// <summary>Data that was compressed to less than this share …</summary>
    public const double CompressedTo = 0.6;

    /// <summary>… and now hardly is, was encrypted.</summary>
    public const double IncompressibleFrom = 0.9;

    /// <summary>Fewer bytes tell nothing.</summary>
    public const long Telling = 8L << 20;

    private const int Before = 5;

    public IEnumerable<RetentionRefusal> Run()
    {
        int[] fulls = Newest(BackupKind.Full);
        if (fulls is [var full, .. { Length: > 0 } olderFulls] && !IsAcknowledged(full))
        {
            double size = family.Sets[full].Set.BackupSize;
            double usual = Median(olderFulls, i => family.Sets[i].Set.BackupSize);
            if (usual >= Telling && size < usual * Collapsed)
                yield return Refuse(full, $"{family.Sets[full]} of {family.Database} has {Bytes(size)}, those before it had {Bytes(usual)}");

            double ratio = Ratio(full);
            double usualRatio = Median(olderFulls, Ratio);
            if (size >= Telling && ratio > IncompressibleFrom && usualRatio < CompressedTo)
                yield return Refuse(full, $"{family.Sets[full]} of {family.Database} was compressed to {Share(ratio)} of its size, those before it to {Share(usualRatio)}: as encrypted data is");
        }

        int[] differentials = Newest(BackupKind.Differential);
        if (differentials is [var differential, .. { Length: > 0 } older] && !IsAcknowledged(differential) && OfBase(differential) is { } share)
        {
            double usual = Median(older, i => OfBase(i) ?? share);
            if (share > JumpedTo && usual < JumpedFrom)
                yield return Refuse(differential, $"{family.Sets[differential]} of {family.Database} holds {Share(share)} of its base, those before it held {Share(usual)}: nearly all of the data was changed");
        }
    }

    /// <summary>The newest of a kind and up to five before it, back to the last that was acknowledged.</summary>
    private int[] Newest(BackupKind kind)
    {
        var found = new List<int>(Before + 1);
        foreach (int index in family.NewestFirst)
        {
            BackupSet set = family.Sets[index].Set;
            if (set.Kind != kind || set.FinishedAt is null || set.BackupSize <= 0)
                continue;

            found.Add(index);
            if (found.Count > Before || IsAcknowledged(index))
                break;
        }

        return [.. found];
    }

    private bool IsAcknowledged(int index) => acknowledged.Contains(family.Sets[index].Set.SetGuid);

    private double Ratio(int index) => family.Sets[index].Set is { CompressedSize: > 0 } set ? (double)set.CompressedSize / set.BackupSize : 1;

    private double? OfBase(int index) =>
        family.Sets[index].Set is { DifferentialBaseGuid: { } guid } set && family.IndexOf(guid) is { } full && family.Sets[full].Set.BackupSize >= Telling
            ? (double)set.BackupSize / family.Sets[full].Set.BackupSize
            : null;

    private static double Median(int[] indices, Func<int, double> value)
    {
        double[] values = [.. indices.Select(value).Order()];
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private RetentionRefusal Refuse(int index, string message) =>
        new(RefusalReason.SuspiciousSizes, message, $"look into the database; if it is right, acknowledge it: posbackup expire --acknowledge {family.Sets[index].Set.SetGuid}")
        {
            Database = family.Database,
            SetGuid = family.Sets[index].Set.SetGuid,
        };

    private static string Share(double share) => share.ToString("p0", CultureInfo.InvariantCulture);

    private static string Bytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:n1} MB");
}
