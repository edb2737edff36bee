namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Takes in what a backup set holds, in the order of the media.</summary>
internal interface ISetContents
{
    /// <summary>Whether nothing more is wanted.</summary>
    bool IsSatisfied { get; }

    /// <summary>An extent of the data file: whole pages, filler among them.</summary>
    void TakeExtent(ReadOnlySpan<byte> pages);

    /// <summary>A log block, header and all.</summary>
    void TakeLogBlock(ReadOnlySpan<byte> block);

    /// <summary>What was read does not match the backup checksum.</summary>
    void TakeDamage();
}
