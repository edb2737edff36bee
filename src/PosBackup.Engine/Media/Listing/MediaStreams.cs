using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Listing;

/// <summary>Opens the MTF stream of a file at any place where a block or a chunk begins, plain or compressed, for a few small reads.</summary>
/// <param name="file">The file.</param>
/// <param name="isCompressed">Whether it consists of chunks.</param>
/// <param name="findings">Told about damaged chunks.</param>
internal sealed class MediaStreams(MediaBytes file, bool isCompressed, FindingLog findings) : IDisposable
{
    private readonly List<InflatingSource> _opened = [];

    public MediaBytes File => file;

    public bool IsCompressed => isCompressed;

    /// <summary>Opens the stream; positions count from there on.</summary>
    /// <param name="fileOffset">Where a block (plain) or a chunk (compressed) begins.</param>
    /// <param name="position">What to call the first byte.</param>
    public ByteWindow At(long fileOffset, long position)
    {
        ByteSource source = new PlainSource(file, fileOffset);
        if (!isCompressed)
            return new ByteWindow(source, position, ByteWindow.MaxPiece);

        var walk = new ChunkWalk(new ByteWindow(source, fileOffset, ByteWindow.MaxPiece), findings);
        var options = new InflatingOptions { Tally = new Tally(), RememberedChunks = 1024, SkipsUnread = true };
        var inflating = new InflatingSource(walk, position, options, findings);
        _opened.Add(inflating);
        return new ByteWindow(inflating, position, ByteWindow.MaxPiece);
    }

    public void Dispose() => _opened.ForEach(one => one.Dispose());
}
