using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Checks;

/// <summary>One file of a media set during its sequential pass: every byte is read once, in order, and hashed on the way.</summary>
internal sealed class StripeFile : IDisposable
{
    private readonly MediaBytes _file;
    private readonly HashingThread? _hash;
    private readonly ByteWindow _window;
    private readonly InflatingSource? _inflating;

    /// <param name="inspection">What the listing found.</param>
    /// <param name="options">How deep to look.</param>
    /// <param name="share">Stripes that share the memory.</param>
    /// <param name="tally">Counts.</param>
    /// <param name="meter">Counts bytes.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    public StripeFile(
        MediaInspection inspection, VerifyOptions options, int share, Tally tally, ReadMeter meter, CancellationToken cancellationToken)
    {
        Media = inspection.Media;
        Findings = new FindingLog(Media.Path);
        int capacity = (int)Math.Clamp(Media.Length, 2 * ByteWindow.MaxPiece, Math.Max((1 << 20) / share, 2 * ByteWindow.MaxPiece));
        _file = MediaBytes.Open(Media.Path, FileOptions.SequentialScan, cancellationToken);
        _hash = options.Sha256 ? new HashingThread(share) : null;
        _window = new ByteWindow(new PlainSource(_file, start: 0, tap: new ReadTap(_hash, meter, cancellationToken)), position: 0, capacity);
        if (!IsReadable(inspection))
            return;

        if (Media.Container == MediaContainer.Mtf)
        {
            Pass = new StripePass(_window, Findings);
            return;
        }

        bool inflates = options.Compressed == CompressedDepth.Full;
        _window.Skip(ContainerHeader.Size);
        _inflating = new InflatingSource(
            new ChunkWalk(_window, Findings),
            position: 0,
            new InflatingOptions
            {
                Tally = tally,
                Threads = inflates ? options.Parallelism : 1,
                Slots = Math.Clamp(4 * options.Parallelism, 4, Math.Max(128 / share, 4)),
                RememberedChunks = ChunkPlaces.DefaultCapacity / share,
                Inflates = inflates,
            },
            Findings);
        if (inflates)
            Pass = new StripePass(new ByteWindow(_inflating, position: 0, capacity), Findings);
    }

    public MediaFile Media { get; }

    public FindingLog Findings { get; }

    /// <summary>The pass over the MTF stream; null when that is not looked into.</summary>
    public StripePass? Pass { get; }

    /// <summary>Reads what is left of the file, and answers its hash; null when not asked for.</summary>
    public string? Finish()
    {
        _inflating?.Drain();
        if (_inflating is { EndsWithFilemark: false } && Pass is null)
            Findings.Error(FindingCode.Truncated, "the file ends before the backup set does", _file.Length);

        _window.Skip(long.MaxValue);
        return _hash?.Finish();
    }

    public void Dispose()
    {
        _inflating?.Dispose();
        Pass?.Reader.Window.Dispose();
        _window.Dispose();
        _hash?.Dispose();
        _file.Dispose();
    }

    /// <summary>Whether this reader knows what is inside.</summary>
    public static bool IsReadable(MediaInspection inspection) =>
        inspection.Media.Container != MediaContainer.Unknown
        && !inspection.Findings.Any(one => one.Code
            is FindingCode.Encrypted or FindingCode.UnknownCompression or FindingCode.UnknownContainerVersion);
}
