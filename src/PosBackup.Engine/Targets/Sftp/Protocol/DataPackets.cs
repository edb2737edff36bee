using System.Buffers.Binary;

namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>READ and WRITE, the two packets that come by the million: built in place, without an object each.</summary>
internal static class DataPackets
{
    /// <summary>Bytes in front of the file's bytes in a WRITE with such a handle.</summary>
    public static int WriteHead(int handle) => 4 + 1 + 4 + 4 + handle + 8 + 4;

    /// <summary>Bytes of a READ with such a handle.</summary>
    public static int ReadLength(int handle) => WriteHead(handle);

    /// <summary>Puts the head of a WRITE in front of bytes that are in the buffer already.</summary>
    public static void WriteHeadInto(Span<byte> buffer, uint id, ReadOnlySpan<byte> handle, long offset, int count) =>
        Into(buffer, SftpPacketType.Write, (uint)(WriteHead(handle.Length) - 4 + count), id, handle, offset, (uint)count);

    /// <summary>Builds a READ.</summary>
    public static void ReadInto(Span<byte> buffer, uint id, ReadOnlySpan<byte> handle, long offset, int count) =>
        Into(buffer, SftpPacketType.Read, (uint)(ReadLength(handle.Length) - 4), id, handle, offset, (uint)count);

    private static void Into(Span<byte> buffer, SftpPacketType type, uint length, uint id, ReadOnlySpan<byte> handle, long offset, uint count)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer, length);
        buffer[4] = (byte)type;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[5..], id);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[9..], (uint)handle.Length);
        handle.CopyTo(buffer[13..]);
        BinaryPrimitives.WriteInt64BigEndian(buffer[(13 + handle.Length)..], offset);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[(21 + handle.Length)..], count);
    }
}
