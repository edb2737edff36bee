namespace PosBackup.Engine.Tests.Support;

/// <summary>Real SQL Server backup files, in the folder that <c>POSBACKUP_CORPUS</c> names, described by its manifest.tsv.</summary>
internal static class Corpus
{
    public const string Variable = "POSBACKUP_CORPUS";

    private static readonly Lazy<IReadOnlyList<CorpusFile>> All = new(Read);

    /// <summary>Why corpus tests are skipped; null when they run. In CI they run in any case, and fail when the corpus is missing.</summary>
    public static string? WhySkipped =>
        Folder is null && Environment.GetEnvironmentVariable("CI") != "true" ? $"{Variable} names no folder with a manifest.tsv" : null;

    public static IReadOnlyList<CorpusFile> Files => All.Value;

    /// <summary>Full path of a corpus file.</summary>
    public static string PathOf(string file) =>
        Path.Combine(Folder ?? throw new InvalidOperationException($"{Variable} names no folder with a manifest.tsv"), file);

    private static string? Folder =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder && File.Exists(Path.Combine(folder, "manifest.tsv"))
            ? folder
            : null;

    private static CorpusFile[] Read() =>
        [.. File.ReadLines(PathOf("manifest.tsv")).Skip(1).Where(line => line.Length > 0).Select(line => CorpusFile.Parse(line.Split('\t')))];
}

/// <summary>A line of the manifest.</summary>
internal sealed record CorpusFile(
    string File, long Size, string Sha256, string Version, string Kinds, string Database, string Start, string FirstLsn, string LastLsn, string Notes)
{
    public string FullPath => Corpus.PathOf(File);

    /// <summary>Stripe number; 1 when the file is not striped.</summary>
    public int Stripe => Notes.Contains("stripe 2 of 2", StringComparison.Ordinal) ? 2 : 1;

    public int Stripes => Notes.Contains(" of 2", StringComparison.Ordinal) ? 2 : 1;

    public static CorpusFile Parse(string[] columns) => new(
        columns[0],
        long.Parse(columns[1], System.Globalization.CultureInfo.InvariantCulture),
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        columns[6],
        columns[7],
        columns[8],
        columns[9]);
}
