using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>Log blocks of one virtual log file that follow each other.</summary>
/// <param name="Vlf">Sequence number of the virtual log file.</param>
/// <param name="FirstBlock">Number of the first block.</param>
/// <param name="NextBlock">Number of the block behind the last.</param>
internal readonly record struct LogRun(uint Vlf, uint FirstBlock, long NextBlock)
{
    public long Bytes => (NextBlock - FirstBlock) * LogBlock.Sector;

    public Lsn Start => new(Vlf, FirstBlock, Slot: 1);

    public Lsn End => new(Vlf, (uint)Math.Min(NextBlock, uint.MaxValue), Slot: 1);

    /// <summary>Whether nothing is missing between the two: the same virtual log file, or the next one.</summary>
    public bool Follows(LogRun before) =>
        Vlf == before.Vlf ? FirstBlock == before.NextBlock : Vlf == before.Vlf + 1;
}
