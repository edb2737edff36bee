using System.Buffers.Binary;
using System.Text;

namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>A growing buffer that takes the little-endian primitives of TDS.</summary>
internal sealed class WireWriter
{
    private byte[] _buffer = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    /// <summary>Forgets what was written from a position on.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Takes away the first bytes, which have been sent.</summary>
    public void RemoveFirst(int count)
    {
        _buffer.AsSpan(count, Length - count).CopyTo(_buffer);
        Length -= count;
    }

    public Span<byte> Reserve(int count)
    {
        if (Length + count > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(Length + count, _buffer.Length * 2));

        Span<byte> room = _buffer.AsSpan(Length, count);
        Length += count;
        return room;
    }

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), checked((ushort)value));

    public void UInt16BigEndian(int value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), checked((ushort)value));

    public void Int16(short value) => BinaryPrimitives.WriteInt16LittleEndian(Reserve(2), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    public void UInt32BigEndian(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    public void Characters(string text) => Encoding.Unicode.GetBytes(text, Reserve(text.Length * 2));

    /// <summary>B_VARCHAR: length in characters in one byte.</summary>
    public void ByteString(string text)
    {
        Byte(checked((byte)text.Length));
        Characters(text);
    }

    /// <summary>US_VARCHAR: length in characters in two bytes.</summary>
    public void ShortString(string text)
    {
        UInt16(text.Length);
        Characters(text);
    }

    /// <summary>Leaves room for a 16-bit length; <see cref="EndBlock"/> fills it in.</summary>
    public int BeginBlock()
    {
        UInt16(0);
        return Length;
    }

    public void EndBlock(int start) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(start - 2), checked((ushort)(Length - start)));
}
