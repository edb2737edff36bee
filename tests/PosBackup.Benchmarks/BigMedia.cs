using PosBackup.SqlStandIn.Backups.Synthetic;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Benchmarks;

/// <summary>Media of any size, made up from a seed: the same backup plain and compressed.</summary>
internal static class BigMedia
{
    private const int PageSize = 8192;

    /// <summary>Writes both files. The largest database that the stand-in can have has four gigabytes.</summary>
    public static void Write(string plain, string compressed, int megabytes)
    {
        var shape = new SyntheticShape
        {
            StorePages = (int)Math.Min(megabytes * 1_000_000L / PageSize, PageGeometry.MaxStorePages),
            LogBlocks = 1000,
        };
        shape.WriteTo([plain], checksum: true);
        shape.WriteTo([compressed], checksum: true, compressed: true);
    }
}
