using System.Globalization;

namespace PosBackup.Benchmarks;

/// <summary>Several measurements of one thing: the middle one, and how far they lie apart.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    /// <summary>With as many digits behind the point as small figures need.</summary>
    public string Fine() => Median >= 100 ? ToString() : string.Create(CultureInfo.InvariantCulture, $"{Median:n1} ({Least:n1}–{Most:n1})");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:n0} ({Least:n0}–{Most:n0})");
}
