using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Backups.Synthetic;

namespace PosBackup.Fuzz;

/// <summary>Where healthy media come from.</summary>
internal static class Samples
{
    /// <summary>The files of a corpus up to a size, the few compressed ones of any size; files of one media set make one sample.</summary>
    public static async Task<IReadOnlyList<MediaSample>> OfCorpusAsync(string corpus, long maxSize)
    {
        var inspections = new List<MediaInspection>();
        foreach (string path in Directory.EnumerateFiles(corpus, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(path) is not (".bak" or ".trn"))
                continue;

            MediaInspection inspection = await MediaInspector.InspectAsync(path);
            if (inspection.Media.IsCompressed || inspection.Media.Length <= maxSize)
                inspections.Add(inspection);
        }

        return [.. MediaGrouping.Group(inspections).Select(Read)];
    }

    /// <summary>What the stand-in writes: every kind, plain and compressed, with and without checksums, one file and two.</summary>
    public static IReadOnlyList<MediaSample> Synthetic()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("posbackup-fuzz-");
        try
        {
            var samples = new List<MediaSample>();
            foreach (BackupKind kind in new[] { BackupKind.Full, BackupKind.Differential, BackupKind.Log })
            {
                foreach (int variant in Enumerable.Range(0, 8))
                    samples.Add(Synthetic(folder.FullName, kind, compressed: (variant & 1) != 0, checksum: (variant & 2) != 0, 1 + (variant >> 2)));
            }

            return samples;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MediaSample Synthetic(string folder, BackupKind kind, bool compressed, bool checksum, int stripes)
    {
        string[] paths = [.. Enumerable.Range(1, stripes).Select(stripe => Path.Combine(folder, $"{stripe}.bak"))];
        new SyntheticShape { Kind = kind, StorePages = 20, LogBlocks = 5, SoftwareMajor = checksum ? 16 : 13 }.WriteTo(paths, checksum, compressed);
        return MediaSample.Of(
            $"synthetic {kind}{(compressed ? " compressed" : "")}{(checksum ? " with checksum" : "")}", [.. paths.Select(File.ReadAllBytes)]);
    }

    private static MediaSample Read(MediaSetFiles media)
    {
        string[] paths = [.. media.Stripes.Select(stripe => stripe.Media.Path)];
        return MediaSample.Of(Path.GetFileName(paths[0]), [.. paths.Select(File.ReadAllBytes)]);
    }
}
