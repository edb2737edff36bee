namespace PosBackup.Engine.Media.Checks;

/// <summary>Counts while a verification runs.</summary>
internal sealed class Tally
{
    public long Pages { get; set; }

    public long PagesChecked { get; set; }

    public long PagesUnprotected { get; set; }

    public long LogBlocksChecked { get; set; }

    public long ChunksChecked { get; set; }

    public long BackupChecksumsChecked { get; set; }

    public VerificationCounts At(long bytes) => new()
    {
        Bytes = bytes,
        Pages = Pages,
        PagesChecked = PagesChecked,
        PagesUnprotected = PagesUnprotected,
        LogBlocksChecked = LogBlocksChecked,
        ChunksChecked = ChunksChecked,
        BackupChecksumsChecked = BackupChecksumsChecked,
    };
}
