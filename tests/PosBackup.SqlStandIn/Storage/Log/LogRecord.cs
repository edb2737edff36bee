using System.Buffers.Binary;

namespace PosBackup.SqlStandIn.Storage.Log;

/// <summary>
/// A record of the stand-in's log: <c>u8 kind, u8 0, u16 length, u32 page, payload</c>. SQL Server's own records are not public;
/// what surrounds them (blocks, numbers, checksums) is as on a real server.
/// </summary>
internal readonly ref struct LogRecord(LogRecordKind kind, uint page, ReadOnlySpan<byte> payload)
{
    public const int HeaderSize = 8;

    public LogRecordKind Kind { get; } = kind;

    /// <summary>Store page of an image; pages of the store in a commit.</summary>
    public uint Page { get; } = page;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public int Size => HeaderSize + Payload.Length;

    /// <summary>When a commit or checkpoint happened, UTC.</summary>
    public DateTime Time => new(BinaryPrimitives.ReadInt64LittleEndian(Payload), DateTimeKind.Utc);

    /// <summary>Name of the mark that a commit sets; empty without.</summary>
    public string Mark => System.Text.Encoding.Unicode.GetString(Payload[8..]);

    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)Kind;
        destination[1] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], (ushort)Size);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Page);
        Payload.CopyTo(destination[HeaderSize..]);
    }

    /// <summary>Reads the record at the start of the bytes; kind None where there is none.</summary>
    public static LogRecord Read(ReadOnlySpan<byte> source)
    {
        int size = source.Length < HeaderSize ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(source[2..]);
        if (size < HeaderSize || size > source.Length)
            return default;
        return new LogRecord((LogRecordKind)source[0], BinaryPrimitives.ReadUInt32LittleEndian(source[4..]), source[HeaderSize..size]);
    }
}

/// <summary>What a log record tells.</summary>
internal enum LogRecordKind : byte
{
    None = 0,

    /// <summary>A store page as the transaction leaves it.</summary>
    PageImage = 1,

    /// <summary>The images since the last commit belong together and hold.</summary>
    Commit = 2,

    /// <summary>All changes before are in the data file.</summary>
    Checkpoint = 3,
}
