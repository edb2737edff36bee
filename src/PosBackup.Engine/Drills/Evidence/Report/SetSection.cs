using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Evidence.Report;

/// <summary>The backup sets: of a long chain the first and the last ones, so that the page stays one; the JSON has all.</summary>
internal static class SetSection
{
    private const int ShownAtEachEnd = 2;

    public static Markup Of(DrillEvidence evidence)
    {
        if (evidence.Sets.Count == 0)
            return Markup.Of($"<section><h2>Backup sets</h2><p>None was restored.</p></section>");

        bool isLong = evidence.Sets.Count > (2 * ShownAtEachEnd) + 1;
        DrilledSet[] first = [.. isLong ? evidence.Sets.Take(ShownAtEachEnd) : evidence.Sets];
        DrilledSet[] last = [.. isLong ? evidence.Sets.TakeLast(ShownAtEachEnd) : []];
        return Markup.Of($"""
            <section><h2>Backup sets, in the order they were restored</h2><table>
            <thead><tr><th>Kind</th><th>Finished</th><th>LSNs</th><th>File, position, SHA-256</th></tr></thead>
            <tbody>
            {Markup.Join(first.Select(Row))}{Left(evidence.Sets.Count - first.Length - last.Length)}{Markup.Join(last.Select(Row))}
            </tbody></table></section>
            """);
    }

    private static Markup Left(int count) => count == 0
        ? Markup.None
        : Markup.Of($"""<tr><td colspan="4" class="left">… and {count} more between them, all of them in the JSON …</td></tr>""");

    private static Markup Row(DrilledSet set) => Markup.Of($"""
        <tr><td>{Wording.Kind(set)}</td><td class="tight">{Finished(set.FinishedAt)}</td><td class="mono tight">{set.FirstLsn.ToString()}<br>{set.LastLsn.ToString()}</td><td>{Markup.Join(set.Files.Select(file => File(file, set.Position)))}</td></tr>

        """);

    private static Markup Finished(ServerTime? time) => Wording.Moment(time).Split(' ', count: 2) is [var day, var hour] && time is not null
        ? Markup.Of($"{day}<br>{hour}")
        : Markup.Of($"{Wording.Moment(time)}");

    private static Markup File(DrilledFile file, int position) => Markup.Of($"""
        <div>{Name(file.Path)}, position {position.ToString(CultureInfo.InvariantCulture)}, {Wording.Bytes(file.Length)}</div><div class="mono">{file.Sha256 ?? "not hashed"}</div>
        """);

    /// <summary>The name without the folder, of a path of Windows or Unix, wherever this runs.</summary>
    private static string Name(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
}
