using System.Globalization;

namespace PosBackup.Engine.Backups.Placement;

/// <summary>The files of a striped media set by the names that we give them: <c>…_1of3.bak</c>, <c>…_2of3.bak</c>, <c>…_3of3.bak</c>.</summary>
internal static class Stripes
{
    /// <summary>All files, from the first.</summary>
    public static IReadOnlyList<string> Of(string first, int count) => count == 1
        ? [first]
        : [.. Enumerable.Range(1, count).Select(stripe => first.Replace(Tail(1, count), Tail(stripe, count), StringComparison.Ordinal))];

    /// <summary>The name of one stripe of a file that was named without.</summary>
    public static string Name(string file, int stripe, int count) =>
        ServerPath.BeforeExtension(file, string.Create(CultureInfo.InvariantCulture, $"_{stripe}of{count}"));

    private static string Tail(int stripe, int count) => string.Create(CultureInfo.InvariantCulture, $"_{stripe}of{count}.");
}
