using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Listing;

/// <summary>Opens the MTF stream of a file at any place where a block or a chunk begins, plain or compressed, for a few small reads.</summary>
/// <param name="file">The file.</param>
/// <param name="isCompressed">Whether it consists of chunks.</param>
/// <param name="findings">Told about damaged chunks.</param>
/// <param name="searches">Whether to look for the next chunk where one is damaged, rather than to end there.</param>
/// <param name="readAhead">Bytes that a read takes when fewer are asked for; null takes as many as there is room for.</param>
internal sealed class MediaStreams(MediaBytes file, bool isCompressed, FindingLog findings, bool searches = true, int? readAhead = null) : IDisposable
{
    /// <summary>For who looks at single blocks: descriptions are a few KB long, and what surrounds them is not wanted.</summary>
    public const int Little = 4096;

    private readonly List<IDisposable> _opened = [];

    public MediaBytes File => file;

    public bool IsCompressed => isCompressed;

    /// <summary>Opens the stream; positions count from there on.</summary>
    /// <param name="fileOffset">Where a block (plain) or a chunk (compressed) begins.</param>
    /// <param name="position">What to call the first byte.</param>
    /// <param name="end">Where in the file it ends at the latest.</param>
    public ByteWindow At(long fileOffset, long position, long end = long.MaxValue)
    {
        var source = new PlainSource(file, fileOffset, end);
        return isCompressed
            ? Window(Inflating(Window(source, fileOffset), position), position)
            : Window(source, position);
    }

    // The last opened is the first to go: a window may hold nothing that its source still fills.
    public void Dispose()
    {
        for (int i = _opened.Count - 1; i >= 0; i--)
            _opened[i].Dispose();

        _opened.Clear();
    }

    private InflatingSource Inflating(ByteWindow file, long position)
    {
        var options = new InflatingOptions { Tally = new Tally(), RememberedChunks = 1024, SkipsUnread = true };
        return Opened(new InflatingSource(new ChunkWalk(file, findings, searches), position, options, findings));
    }

    private ByteWindow Window(ByteSource source, long position) => Opened(new ByteWindow(source, position, ByteWindow.MaxPiece, readAhead));

    private T Opened<T>(T one)
        where T : IDisposable
    {
        _opened.Add(one);
        return one;
    }
}
