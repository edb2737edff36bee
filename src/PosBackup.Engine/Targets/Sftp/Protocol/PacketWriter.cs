using System.Buffers.Binary;
using System.Text;

namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>Builds one packet; its length goes in front when it is taken.</summary>
internal sealed class PacketWriter
{
    private byte[] _buffer = new byte[128];
    private int _end = 4;

    /// <summary>Begins a request.</summary>
    public PacketWriter(SftpPacketType type, uint id) => Byte((byte)type).UInt32(id);

    public PacketWriter Byte(byte value)
    {
        Room(1)[0] = value;
        return this;
    }

    public PacketWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Room(4), value);
        return this;
    }

    public PacketWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Room(8), value);
        return this;
    }

    /// <summary>A counted string of bytes.</summary>
    public PacketWriter Bytes(ReadOnlySpan<byte> value)
    {
        UInt32((uint)value.Length);
        value.CopyTo(Room(value.Length));
        return this;
    }

    /// <summary>A counted string of UTF-8.</summary>
    public PacketWriter Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    /// <summary>The whole packet.</summary>
    public ArraySegment<byte> Take()
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer, (uint)(_end - 4));
        return new ArraySegment<byte>(_buffer, 0, _end);
    }

    private Span<byte> Room(int count)
    {
        if (_end + count > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _end + count));

        _end += count;
        return _buffer.AsSpan(_end - count, count);
    }
}
