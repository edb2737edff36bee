using System.Buffers.Binary;
using System.Text;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Support.Sample;

/// <summary>Fills in the fields of a block or record, and puts its strings behind them.</summary>
internal sealed class FieldWriter(int size)
{
    private byte[] _bytes = new byte[size];

    public byte[] Bytes => _bytes;

    public FieldWriter Byte(int at, int value)
    {
        _bytes[at] = (byte)value;
        return this;
    }

    public FieldWriter U16(int at, int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(at), (ushort)value);
        return this;
    }

    public FieldWriter U32(int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(at), value);
        return this;
    }

    public FieldWriter Long(int at, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(at), value);
        return this;
    }

    public FieldWriter Guid(int at, Guid value)
    {
        value.TryWriteBytes(_bytes.AsSpan(at));
        return this;
    }

    public FieldWriter Lsn(int at, Lsn value) => U32(at, value.Vlf).U32(at + 4, value.Block).U16(at + 8, value.Slot);

    public FieldWriter Date(int at, DateTime value)
    {
        ulong packed = ((ulong)value.Year << 26) | ((ulong)value.Month << 22) | ((ulong)value.Day << 17)
            | ((ulong)value.Hour << 12) | ((ulong)value.Minute << 6) | (uint)value.Second;
        for (int i = 0; i < 5; i++)
            _bytes[at + i] = (byte)(packed >> (8 * (4 - i)));

        return this;
    }

    /// <summary>Appends the string, and its address into the field.</summary>
    public FieldWriter Text(int addressAt, string value)
    {
        byte[] text = Encoding.Unicode.GetBytes(value);
        U16(addressAt, text.Length).U16(addressAt + 2, _bytes.Length);
        _bytes = [.. _bytes, .. text];
        return this;
    }

    /// <summary>Appends raw bytes; answers where they begin.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        int at = _bytes.Length;
        _bytes = [.. _bytes, .. bytes];
        return at;
    }
}
