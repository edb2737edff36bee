using System.Buffers.Binary;
using System.Text;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Media.Mtf;

/// <summary>
/// Reads fields of a block or record by offset. What lies behind the limit reads as absent: zero, null or empty. Older versions of
/// SQL Server write shorter records, and a damaged length must not become an exception.
/// </summary>
internal readonly ref struct Fields
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _limit;

    /// <param name="bytes">The whole block or record, strings included.</param>
    /// <param name="limit">Where the fields end and the strings begin.</param>
    public Fields(ReadOnlySpan<byte> bytes, int limit = int.MaxValue)
    {
        _bytes = bytes;
        _limit = Math.Min(limit, bytes.Length);
    }

    public byte Byte(int at) => Has(at, 1) ? _bytes[at] : (byte)0;

    public ushort U16(int at) => Has(at, 2) ? BinaryPrimitives.ReadUInt16LittleEndian(_bytes[at..]) : (ushort)0;

    public uint U32(int at) => Has(at, 4) ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]) : 0;

    /// <summary>A u64 as long; values beyond 2^63 - 1, which no size or offset has, become that.</summary>
    public long Long(int at) =>
        Has(at, 8) ? (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]), long.MaxValue) : 0;

    public Guid Guid(int at) => Has(at, 16) ? new Guid(_bytes.Slice(at, 16)) : System.Guid.Empty;

    public Lsn Lsn(int at) => Has(at, 10) ? new Lsn(U32(at), U32(at + 4), U16(at + 8)) : default;

    public DateTime? Date(int at) => Has(at, MtfDate.Size) ? MtfDate.Read(_bytes.Slice(at, MtfDate.Size)) : null;

    /// <summary>The string that an address (size, offset from the start) points at.</summary>
    public string Text(int addressAt)
    {
        int size = U16(addressAt), at = U16(addressAt + 2);
        return size == 0 || at + size > _bytes.Length
            ? ""
            : Encoding.Unicode.GetString(_bytes.Slice(at, size & ~1)).TrimEnd('\0');
    }

    /// <summary>Where the first of the strings begins that the addresses point at; the length when all are empty.</summary>
    public static int FirstString(ReadOnlySpan<byte> record, params ReadOnlySpan<int> addresses)
    {
        var fields = new Fields(record);
        int first = record.Length;
        foreach (int address in addresses)
        {
            if (fields.U16(address) != 0 && fields.U16(address + 2) > address)
                first = Math.Min(first, fields.U16(address + 2));
        }

        return first;
    }

    private bool Has(int at, int size) => at <= _limit - size;
}
