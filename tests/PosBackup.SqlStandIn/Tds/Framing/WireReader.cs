using System.Buffers.Binary;
using System.Text;

namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>Reads the little-endian primitives of TDS and never past the end.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public readonly int Remaining => _rest.Length;

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if ((uint)length > (uint)_rest.Length)
            throw new TdsProtocolException($"The message ends where {length} more bytes should be ({_rest.Length} left).");

        ReadOnlySpan<byte> bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public ushort UInt16BigEndian() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    /// <summary>UTF-16 text of a number of characters.</summary>
    public string Characters(int count) =>
        count is < 0 or > int.MaxValue / 2
            ? throw new TdsProtocolException($"A text of {count} characters.")
            : Encoding.Unicode.GetString(Bytes(count * 2));

    /// <summary>B_VARCHAR: length in characters in one byte.</summary>
    public string ByteString() => Characters(Byte());

    public readonly byte PeekByte() =>
        _rest.IsEmpty ? throw new TdsProtocolException("The message ends where one more byte should be.") : _rest[0];
}
