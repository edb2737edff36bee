using System.Buffers.Binary;

namespace PosBackup.Fuzz;

/// <summary>Puts a number where readers stumble: nothing, too much, off by one, negative, behind the end of the file.</summary>
internal readonly struct FieldChange(Random random)
{
    /// <summary>Replaces a field of 1, 2, 4 or 8 bytes, as far as there are bytes.</summary>
    public void Write(Span<byte> field, int fileLength)
    {
        int width = Math.Min(1 << random.Next(4), field.Length);
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        number.Clear();
        field[..width].CopyTo(number);
        BinaryPrimitives.WriteUInt64LittleEndian(number, NewValue(BinaryPrimitives.ReadUInt64LittleEndian(number), 8 * width, fileLength));
        number[..width].CopyTo(field);
    }

    private ulong NewValue(ulong old, int bits, int fileLength) => random.Next(12) switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        2 => 1UL << (bits - 1),
        3 => (1UL << (bits - 1)) - 1,
        4 => old + 1,
        5 => old - 1,
        6 => old * 2,
        7 => 1UL << random.Next(bits),
        8 => (ulong)random.Next(fileLength + 1),
        9 => (ulong)fileLength,
        10 => (ulong)random.Next(256),
        _ => (ulong)random.NextInt64(),
    };
}
