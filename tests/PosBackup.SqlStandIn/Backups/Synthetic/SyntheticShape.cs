using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Writing;

namespace PosBackup.SqlStandIn.Backups.Synthetic;

/// <summary>What a made-up backup should be like.</summary>
internal sealed record SyntheticShape
{
    public BackupKind Kind { get; init; } = BackupKind.Full;

    public int Seed { get; init; } = 1;

    public string Database { get; init; } = "Shop";

    /// <summary>Pages with contents; each takes 8 KB.</summary>
    public int StorePages { get; init; } = 50;

    public int LogBlocks { get; init; } = 3;

    /// <summary>15 and later write two passes of pages.</summary>
    public int SoftwareMajor { get; init; } = 16;

    public PageVerify PageVerify { get; init; } = PageVerify.Checksum;

    /// <summary>Writes a new media set with this one set.</summary>
    public BackupSet WriteTo(IReadOnlyList<string> paths, bool checksum = false, bool compressed = false, int blockSize = 512)
    {
        var date = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified);
        MediaLabel label = MediaLabel.New(paths.Count, date) with { IsCompressed = compressed, BlockSize = blockSize };
        using MediaSetWriter writer = MediaSetWriter.Create(paths, label);
        return writer.WriteSet(new SyntheticBackup(this), checksum);
    }
}
