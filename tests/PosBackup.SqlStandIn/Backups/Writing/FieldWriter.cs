using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Builds a block, record or stream: fields by offset in a fixed part, and behind it the strings that fields address.</summary>
internal sealed class FieldWriter
{
    private readonly List<byte> _bytes = [];

    /// <param name="size">Bytes of the fixed part, zero where nothing is written.</param>
    public FieldWriter(int size) => Pad(size);

    /// <summary>Bytes so far.</summary>
    public int Length => _bytes.Count;

    public void U8(int at, int value) => _bytes[at] = (byte)value;

    public void U16(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(Field(at, sizeof(ushort)), (ushort)value);

    public void U32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Field(at, sizeof(uint)), value);

    public void U64(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(Field(at, sizeof(long)), value);

    public void Guid(int at, Guid value) => value.TryWriteBytes(Field(at, 16));

    public void Lsn(int at, Lsn value)
    {
        U32(at, value.Vlf);
        U32(at + 4, value.Block);
        U16(at + 8, value.Slot);
    }

    /// <summary>MTF's date in five bytes, big-endian: year 14 bits, month 4, day 5, hour 5, minute 6, second 6; all zero for none.</summary>
    public void Date(int at, DateTime? value)
    {
        if (value is not { } date)
            return;

        long packed = date.Year;
        foreach ((int bits, int part) in new[] { (4, date.Month), (5, date.Day), (5, date.Hour), (6, date.Minute), (6, date.Second) })
            packed = (packed << bits) + part;

        for (int i = 0; i < 5; i++)
            U8(at + i, (int)(packed >> (8 * (4 - i))));
    }

    /// <summary>Appends a string and writes its address: size, offset. An empty string has neither.</summary>
    public void Text(int addressAt, string value)
    {
        if (value.Length == 0)
            return;

        U16(addressAt, value.Length * sizeof(char));
        U16(addressAt + 2, Length);
        _bytes.AddRange(Encoding.Unicode.GetBytes(value));
    }

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    /// <summary>Appends zeros up to a length.</summary>
    public void Pad(int length)
    {
        while (Length < length)
            _bytes.Add(0);
    }

    public byte[] ToArray() => [.. _bytes];

    private Span<byte> Field(int at, int size) =>
        CollectionsMarshal.AsSpan(_bytes).Slice(at, size);
}
