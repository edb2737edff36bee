using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention;

/// <summary>The sizes of a set, as it is judged by whether they are suspicious.</summary>
/// <param name="Backup">Bytes, uncompressed.</param>
/// <param name="Compressed">Bytes as stored; the same where the set is not compressed, and 0 where nobody knows.</param>
/// <param name="Base">Uncompressed bytes of the full that a differential builds on; null in other kinds, and where that is not known.</param>
public sealed record SetSizes(long Backup, long Compressed, long? Base)
{
    /// <summary>What of the data is left when it is compressed; null where the set is not compressed. Compressed data are never to the byte as long as they were.</summary>
    internal double? Ratio => Compressed > 0 && Compressed != Backup && Backup > 0 ? (double)Compressed / Backup : null;

    /// <summary>What a differential holds of its base; null in other kinds.</summary>
    internal double? OfBase => Base is > 0 and var whole ? (double)Backup / whole : null;

    /// <summary>Those of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="full">The full that it builds on; null where it builds on none, or that is not known.</param>
    internal static SetSizes Of(BackupSet set, BackupSet? full) => new(set.BackupSize, set.CompressedSize, full is { BackupSize: > 0 } ? full.BackupSize : null);
}
