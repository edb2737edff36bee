using System.Buffers.Binary;

namespace PosBackup.SqlStandIn.Backups.Xpress;

/// <summary>Writes the mixed stream of a piece: bits into 16-bit words, highest bit first, and whole bytes between the words.</summary>
/// <remarks>
/// A decoder holds 16 bits more than it needs, so it has fetched two words before it reads the first byte.
/// Hence two words are always reserved ahead of the bytes, and a word is written as soon as a bit stands behind it.
/// <code>
/// … | word being filled | reserved word | bytes … _end     (bytes may also stand between the two)
/// </code>
/// </remarks>
internal ref struct XpressWriter(Span<byte> destination)
{
    private const int WordBits = 16;

    private readonly Span<byte> _destination = destination;
    private int _word;
    private int _reserved = sizeof(ushort);
    private int _end = 2 * sizeof(ushort);
    private uint _bits;
    private int _count;

    /// <summary>Writes up to sixteen bits.</summary>
    public void WriteBits(int bits, int count)
    {
        _bits = (_bits << count) | (uint)bits;
        _count += count;
        if (_count > WordBits)
            NextWord(_bits >> (_count -= WordBits));
    }

    public void WriteByte(int value) => _destination[_end++] = (byte)value;

    public void WriteUInt16(int value)
    {
        WriteByte(value);
        WriteByte(value >> 8);
    }

    /// <summary>Fills up the last words and tells the length of the stream.</summary>
    public int Finish()
    {
        Write(_word, _bits << (WordBits - _count));
        Write(_reserved, 0);
        return _end;
    }

    private void NextWord(uint word)
    {
        Write(_word, word);
        _word = _reserved;
        _reserved = _end;
        _end += sizeof(ushort);
    }

    private readonly void Write(int at, uint word) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_destination[at..], (ushort)word);
}
