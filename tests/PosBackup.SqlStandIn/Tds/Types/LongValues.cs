using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>
/// Values without a length limit. The max types come in chunks (PLP):
/// <code>total:8 { length:4 bytes }* 0:4</code>
/// the old text, ntext and image with a text pointer that nobody looks at:
/// <code>16:1 pointer:16 timestamp:8 length:4 bytes</code>
/// </summary>
internal static class LongValues
{
    private const ulong Null = ulong.MaxValue;
    private const ulong UnknownLength = ulong.MaxValue - 1;
    private const int Chunk = 8000;

    public static void WriteNull(WireWriter writer) => writer.UInt64(Null);

    public static void Write(WireWriter writer, ReadOnlySpan<byte> value)
    {
        writer.UInt64((ulong)value.Length);
        while (!value.IsEmpty)
        {
            ReadOnlySpan<byte> chunk = value[..Math.Min(Chunk, value.Length)];
            writer.Int32(chunk.Length);
            writer.Bytes(chunk);
            value = value[chunk.Length..];
        }

        writer.Int32(0);
    }

    public static void WriteWithPointer(WireWriter writer, ReadOnlySpan<byte> value)
    {
        writer.Byte(16);
        writer.Reserve(16 + 8).Clear();
        writer.Int32(value.Length);
        writer.Bytes(value);
    }

    /// <summary>The bytes of a PLP value; null for NULL.</summary>
    public static byte[]? Read(ref WireReader reader)
    {
        ulong total = reader.UInt64();
        if (total == Null)
            return null;

        using var value = new MemoryStream();
        for (int length = ChunkLength(ref reader); length != 0; length = ChunkLength(ref reader))
            value.Write(reader.Bytes(length));

        if (total != UnknownLength && total != (ulong)value.Length)
            throw new TdsProtocolException($"A long value announces {total} bytes and brings {value.Length}.");
        return value.ToArray();
    }

    private static int ChunkLength(ref WireReader reader)
    {
        int length = reader.Int32();
        return length >= 0 ? length : throw new TdsProtocolException($"A chunk of {length} bytes in a long value.");
    }
}
