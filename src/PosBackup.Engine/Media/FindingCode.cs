namespace PosBackup.Engine.Media;

/// <summary>Stable kinds of findings (JSON prints them in camelCase).</summary>
public enum FindingCode
{
    /// <summary>The file is no SQL Server backup media.</summary>
    NotBackupMedia,

    /// <summary>The file ends before its structure does.</summary>
    Truncated,

    /// <summary>Bytes follow the end of the structure.</summary>
    TrailingBytes,

    /// <summary>A block header does not match its checksum, or no block begins where one must.</summary>
    BlockHeaderDamaged,

    /// <summary>A stream header does not match its checksum, or its length does not fit.</summary>
    StreamHeaderDamaged,

    /// <summary>A block stands in the wrong order, or its number, address or position does not fit.</summary>
    BlockOutOfPlace,

    /// <summary>A soft filemark does not list the filemarks before it.</summary>
    FilemarkMismatch,

    /// <summary>The set map and the sets of the file differ.</summary>
    SetMapMismatch,

    /// <summary>Padding that SQL Server writes as zeros holds something else.</summary>
    PaddingNotZero,

    /// <summary>The description of a backup set cannot be read.</summary>
    MetadataDamaged,

    /// <summary>The two copies of the description of a backup set differ.</summary>
    MetadataMismatch,

    /// <summary>BACKUP was broken off: the set ends before its contents do.</summary>
    SetAborted,

    /// <summary>The database was damaged when the set was made (CONTINUE_AFTER_ERROR).</summary>
    SetDescribesDamage,

    /// <summary>The media is formatted and holds no backup set.</summary>
    NoSets,

    /// <summary>Not all stripes of the media set were given.</summary>
    StripeMissing,

    /// <summary>The files do not belong to one media set, or a stripe was given twice.</summary>
    StripeMismatch,

    /// <summary>The set holds fewer or more pages than it declares.</summary>
    PageCountMismatch,

    /// <summary>A page does not stand where its extent says.</summary>
    PageMisplaced,

    /// <summary>A page does not match its checksum.</summary>
    PageChecksumMismatch,

    /// <summary>The torn bits of a page differ: it was written in part.</summary>
    PageTorn,

    /// <summary>Extents that the allocation map calls allocated are not in the set.</summary>
    AllocationMapMismatch,

    /// <summary>The extents of a differential are not those that its map names.</summary>
    DifferentialMapMismatch,

    /// <summary>Contents do not match the backup checksum (WITH CHECKSUM).</summary>
    BackupChecksumMismatch,

    /// <summary>A set made WITH CHECKSUM lacks a backup checksum.</summary>
    BackupChecksumMissing,

    /// <summary>No compressed chunk begins where one must.</summary>
    ChunkHeaderDamaged,

    /// <summary>A compressed chunk does not match its checksum.</summary>
    ChunkChecksumMismatch,

    /// <summary>A compressed chunk does not decompress to its size.</summary>
    ChunkNotDecompressed,

    /// <summary>The index of the compressed chunks and the chunks differ.</summary>
    ChunkIndexMismatch,

    /// <summary>A log block header makes no sense.</summary>
    LogBlockDamaged,

    /// <summary>A log block does not match its checksum.</summary>
    LogBlockChecksumMismatch,

    /// <summary>Log blocks do not follow each other, or end before the last LSN.</summary>
    LogGap,

    /// <summary>The log in the set is shorter or longer than declared.</summary>
    LogRangeMismatch,

    /// <summary>Pages carry no checksum: their contents cannot be verified without a server.</summary>
    ContentsUnprotected,

    /// <summary>The media is encrypted: nothing inside was checked.</summary>
    Encrypted,

    /// <summary>A compression that this reader does not know: nothing inside was checked.</summary>
    UnknownCompression,

    /// <summary>A container version that this reader does not know: nothing inside was checked.</summary>
    UnknownContainerVersion,

    /// <summary>A block that this reader does not know was not checked.</summary>
    UnknownBlock,

    /// <summary>A stream that this reader does not know was not checked.</summary>
    UnknownStream,

    /// <summary>A record that this reader does not know was not checked.</summary>
    UnknownRecord,

    /// <summary>A chunk that is intact but in a form that this reader does not know: the contents from there on were not checked.</summary>
    UnknownChunk,

    /// <summary>Pages whose headers make sense and whose contents do not, nearly all of them: a database with TDE. Contents were not checked.</summary>
    PagesEncrypted,

    /// <summary>Something is larger than the reader is willing to hold in memory and was not checked.</summary>
    TooLarge,

    /// <summary>The bytes are not those that the manifest says were written.</summary>
    ContentChanged,

    /// <summary>The manifest beside the file cannot be read, or describes other content.</summary>
    ManifestUnusable,

    /// <summary>Further findings of the same kind are counted, not listed.</summary>
    MoreFindings,
}
