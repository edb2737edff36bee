using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Records;

/// <summary>Walks the records of an MQCI stream: tag, length, body, back to back.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> stream)
{
    private const int HeaderSize = 8;
    private const int LengthAt = 4;

    private readonly ReadOnlySpan<byte> _stream = stream;
    private int _next;

    /// <summary>Tag of the current record.</summary>
    public uint Tag { get; private set; }

    /// <summary>Where the current record begins in the stream.</summary>
    public int Offset { get; private set; }

    /// <summary>The current record with its header.</summary>
    public ReadOnlySpan<byte> Record { get; private set; }

    /// <summary>Whether the walk ended before the stream did: a record does not fit.</summary>
    public bool IsBroken { get; private set; }

    public bool MoveNext()
    {
        if (_next == _stream.Length)
            return false;

        var fields = new Fields(_stream[_next..]);
        long length = fields.U32(LengthAt);
        IsBroken = !FourLetters.IsTag(fields.U32(0)) || length < HeaderSize || length > _stream.Length - _next;
        if (IsBroken)
            return false;

        Tag = fields.U32(0);
        Offset = _next;
        Record = _stream.Slice(_next, (int)length);
        _next += (int)length;
        return true;
    }
}
