using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>What a backup set is made of. The writer asks in the order of the members, each once.</summary>
/// <remarks>Position, sizes and the checksum flag are the writer's to fill in.</remarks>
internal interface IBackupSource
{
    /// <summary>The set as far as it is known before the pages are read (MSCI).</summary>
    BackupSet Begin();

    /// <summary>The pages: none in a log backup, one pass, or two as SQL Server 2019 and later write them.</summary>
    IReadOnlyList<PagePass> Passes { get; }

    /// <summary>The log, which may grow while the pages are read.</summary>
    IReadOnlyList<LogRange> Log();

    /// <summary>The set with its final LSNs and its end (MSLS).</summary>
    BackupSet Finish();
}

/// <summary>Reads one extent of 64 KB.</summary>
internal delegate void ReadExtent(ExtentAddress extent, Span<byte> destination);

/// <summary>Extents that are written one behind the other.</summary>
/// <param name="Extents">Which, in order.</param>
/// <param name="Read">How to come by their bytes.</param>
internal sealed record PagePass(IReadOnlyList<ExtentAddress> Extents, ReadExtent Read);

/// <summary>Eight pages of a data file.</summary>
/// <param name="FileId">Number of the file in the database.</param>
/// <param name="FirstPage">Page number of the first one, a multiple of eight.</param>
internal readonly record struct ExtentAddress(int FileId, uint FirstPage);

/// <summary>A range of the log inside one virtual log file. The whole log file is listed, most of it empty ranges.</summary>
/// <param name="FileId">Log file.</param>
/// <param name="Start">Offset of the first byte in the log file; 0 when the range is empty.</param>
/// <param name="Vlf">Sequence number of the virtual log file; 0 when nothing of it is in the set.</param>
/// <param name="VlfSize">Size of the virtual log file in bytes.</param>
/// <param name="VlfOffset">Offset of the virtual log file in the log file.</param>
/// <param name="Blocks">Its log blocks, each whole sectors, without a gap.</param>
internal sealed record LogRange(int FileId, long Start, uint Vlf, long VlfSize, long VlfOffset, IReadOnlyList<ReadOnlyMemory<byte>> Blocks)
{
    public long Length => Blocks.Sum(block => (long)block.Length);
}
