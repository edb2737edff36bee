using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Container;

/// <summary>
/// The MTF stream inside compressed media. Chunks decompress independently, so while the reader works on one, the next ones are
/// decompressed on the other cores.
/// </summary>
internal sealed class InflatingSource : ByteSource, IDisposable
{
    private readonly ChunkWalk _walk;
    private readonly InflatingOptions _options;
    private readonly FindingLog _findings;
    private readonly SlotWorkers _workers;
    private readonly Queue<ChunkSlot> _ahead = [];
    private readonly Stack<ChunkSlot> _free = [];
    private readonly List<ChunkSlot> _slots = [];
    private readonly ChunkPlaces _places;
    private long _setStart;
    private long _position;
    private int _taken;
    private bool _arrived;
    private bool _isOpaque;

    /// <param name="walk">Where the chunks come from.</param>
    /// <param name="position">Stream offset of the first byte.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="findings">Told about damaged chunks.</param>
    public InflatingSource(ChunkWalk walk, long position, InflatingOptions options, FindingLog findings)
    {
        _walk = walk;
        _position = position;
        _options = options;
        _findings = findings;
        _places = new ChunkPlaces(options.RememberedChunks);
        _workers = new SlotWorkers(options.Threads - 1);
        for (int i = 0; i < options.Slots; i++)
            _slots.Add(new ChunkSlot());

        _slots.ForEach(_free.Push);
    }

    public override bool EndsEarly => _isOpaque;

    /// <summary>Sees every filemark as it comes by.</summary>
    public Action<FilemarkChunk>? FilemarkPassed { get; init; }

    /// <summary>Whether the last chunk so far was a filemark, as at the end of whole media.</summary>
    public bool EndsWithFilemark { get; private set; }

    public override int Read(Span<byte> destination)
    {
        int done = 0;
        while (done < destination.Length && Current() is { } slot)
        {
            ReadOnlySpan<byte> bytes = slot.Bytes[_taken..];
            int count = Math.Min(bytes.Length, destination.Length - done);
            bytes[..count].CopyTo(destination[done..]);
            done += count;
            Take(slot, count);
        }

        return done;
    }

    public override long Skip(long count)
    {
        long done = 0;
        while (done < count)
        {
            if (_options.SkipsUnread && _ahead.Count == 0 && PassOver(count - done) is > 0 and var passed)
            {
                done += passed;
            }
            else if (Current() is { } slot)
            {
                int piece = (int)Math.Min(slot.Bytes.Length - _taken, count - done);
                done += piece;
                Take(slot, piece);
            }
            else
            {
                break;
            }
        }

        return done;
    }

    public override long FileOffset(long streamOffset) => _places.FileOffset(streamOffset);

    /// <summary>Goes through the rest of the file for the sake of the checksums of its chunks.</summary>
    public void Drain()
    {
        while (Head() is { } slot)
        {
            _position += slot.Bytes.Length - _taken;
            Release();
        }
    }

    public void Dispose()
    {
        foreach (ChunkSlot slot in _ahead)
            slot.Finish();

        _ahead.Clear();
        _free.Clear();
        _slots.ForEach(slot => slot.Dispose());
        _slots.Clear();
    }

    private ChunkSlot? Current()
    {
        while (!_isOpaque && Head() is { } slot)
        {
            if (_isOpaque)
                return null;

            if (_taken < slot.Bytes.Length)
                return slot;

            Release();
        }

        return null;
    }

    private void Take(ChunkSlot slot, int count)
    {
        _taken += count;
        _position += count;
        if (_taken == slot.Bytes.Length)
            Release();
    }

    // The chunk in front, decompressed and judged; null at the end.
    private ChunkSlot? Head()
    {
        LoadAhead();
        if (!_ahead.TryPeek(out ChunkSlot? slot))
            return null;

        slot.Finish();
        if (!_arrived)
            Arrive(slot);

        return slot;
    }

    private void Arrive(ChunkSlot slot)
    {
        _arrived = true;
        _places.Add(_position, slot.FileOffset);
        EndsWithFilemark = slot.Filemark is not null;
        if (slot.Filemark is { } filemark)
        {
            Compare(filemark);
            FilemarkPassed?.Invoke(filemark);
        }

        switch (slot.Outcome)
        {
            case ChunkOutcome.ChecksumDiffers:
                _findings.Error(FindingCode.ChunkChecksumMismatch, "a chunk does not match its checksum", slot.FileOffset);
                break;
            case ChunkOutcome.KindDiffers:
                _findings.Error(FindingCode.ChunkHeaderDamaged, "the header of a chunk does not tell what the chunk is", slot.FileOffset);
                break;
            case ChunkOutcome.Damaged:
                _findings.Error(FindingCode.ChunkNotDecompressed, "a chunk matches neither its checksum nor its size", slot.FileOffset);
                break;
            case ChunkOutcome.Unknown:
                _isOpaque = true;
                _findings.Note(FindingCode.UnknownChunk, "a chunk is intact but in a form that is not known: the contents from there on were not checked", slot.FileOffset);
                break;
        }
    }

    // The index names places as distances from the SSET, which follows the last filemark that has no index.
    private void Compare(FilemarkChunk filemark)
    {
        if (filemark.Index is not { } index)
            _setStart = _position + filemark.Block.Length;
        else if (!_walk.LostItsWay && index.Entries.Any(entry => _places.Contains(entry with { StreamOffset = _setStart + entry.StreamOffset }) == false))
            _findings.Error(FindingCode.ChunkIndexMismatch, "the index names chunks that are not there", filemark.IndexOffset);
    }

    private void Release()
    {
        _free.Push(_ahead.Dequeue());
        _taken = 0;
        _arrived = false;
    }

    private void LoadAhead()
    {
        while (_free.Count > 0 && _walk.Next() is { } chunk)
        {
            if (!chunk.Header.IsFilemark)
            {
                ChunkSlot slot = _free.Pop();
                slot.Load(chunk, _walk.TakeStored(chunk.Header), _options.Inflates);
                _options.Tally.ChunksChecked++;
                _workers.Add(slot);
                _ahead.Enqueue(slot);
            }
            else if (_walk.TakeFilemark(chunk.Header) is { } filemark)
            {
                ChunkSlot slot = _free.Pop();
                slot.Load(filemark);
                _ahead.Enqueue(slot);
            }
        }
    }

    // Passes over a whole chunk by its header alone; 0 when the next one is no data chunk or not wholly to be passed over.
    private long PassOver(long count)
    {
        if (_walk.Next() is not { Header: { IsFilemark: false } header } || header.Length > count)
            return 0;

        _walk.Skip(header);
        _position += header.Length;
        return header.Length;
    }
}
