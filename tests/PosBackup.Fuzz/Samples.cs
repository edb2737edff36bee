using PosBackup.Engine.Media;

namespace PosBackup.Fuzz;

/// <summary>Where healthy media come from.</summary>
internal static class Samples
{
    /// <summary>The files of a corpus up to a size; files of one media set make one sample.</summary>
    public static async Task<IReadOnlyList<MediaSample>> OfCorpusAsync(string corpus, long maxSize)
    {
        var inspections = new List<MediaInspection>();
        foreach (string path in Directory.EnumerateFiles(corpus, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(path) is ".bak" or ".trn" && new FileInfo(path).Length <= maxSize)
                inspections.Add(await MediaInspector.InspectAsync(path));
        }

        return [.. MediaGrouping.Group(inspections).Select(Read)];
    }

    private static MediaSample Read(MediaSetFiles media)
    {
        string[] paths = [.. media.Stripes.Select(stripe => stripe.Media.Path)];
        return MediaSample.Of(Path.GetFileName(paths[0]), [.. paths.Select(File.ReadAllBytes)]);
    }
}
