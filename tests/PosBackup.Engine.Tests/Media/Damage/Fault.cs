namespace PosBackup.Engine.Tests.Media.Damage;

/// <summary>One way in which a file goes bad.</summary>
/// <param name="Name">As in the table of rates.</param>
/// <param name="Trials">How many the reference measurement made.</param>
/// <param name="Apply">A damaged copy; null when the dice chose a change that changes nothing.</param>
internal sealed record Fault(string Name, int Trials, Func<byte[], Random, byte[]?> Apply)
{
    private const int Sector = 512;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("bitflip", 400, FlipBit),
        new("zero512", 80, (file, random) => Overwrite(file, random, Sector, static (block, _) => block.Clear())),
        new("zero4k", 80, (file, random) => Overwrite(file, random, 4096, static (block, _) => block.Clear())),
        new("rand512", 80, (file, random) => Overwrite(file, random, Sector, static (block, random) => random.NextBytes(block))),
        new("swap64k", 40, Swap),
        new("stale8k", 40, (file, random) => Overwrite(file, random, 8192, (block, dice) => Block(file, dice, 8192).CopyTo(block))),
        new("truncate", 80, static (file, random) => file[..random.Next(file.Length)]),
        new("trunc512", 80, static (file, random) => file[..(random.Next(file.Length / Sector) * Sector)]),
        new("zerotail", 60, ZeroTail),
        new("cut512", 40, static (file, random) => random.Next(file.Length / Sector) * Sector is var at ? [.. file[..at], .. file[(at + Sector)..]] : null),
        new("dup512", 40, static (file, random) => random.Next(file.Length / Sector) * Sector is var at ? [.. file[..(at + Sector)], .. file[at..]] : null),
        new("append", 10, Append),
    ];

    private static byte[] FlipBit(byte[] file, Random random)
    {
        byte[] damaged = [.. file];
        damaged[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
        return damaged;
    }

    private static byte[]? Overwrite(byte[] file, Random random, int size, Action<Span<byte>, Random> overwrite)
    {
        byte[] damaged = [.. file];
        overwrite(Block(damaged, random, size), random);
        return Unless(damaged, file);
    }

    private static byte[]? Swap(byte[] file, Random random)
    {
        const int Size = 65536;
        if (file.Length < 2 * Size)
            return null;

        byte[] damaged = [.. file];
        int one = random.Next(file.Length / Size) * Size, other = random.Next(file.Length / Size) * Size;
        file.AsSpan(one, Size).CopyTo(damaged.AsSpan(other));
        file.AsSpan(other, Size).CopyTo(damaged.AsSpan(one));
        return Unless(damaged, file);
    }

    private static byte[]? ZeroTail(byte[] file, Random random)
    {
        byte[] damaged = [.. file];
        damaged.AsSpan(random.Next(file.Length)).Clear();
        return Unless(damaged, file);
    }

    private static byte[] Append(byte[] file, Random random)
    {
        byte[] more = new byte[random.Next(1, 100_000)];
        if (random.Next(2) == 0)
            random.NextBytes(more);

        return [.. file, .. more];
    }

    private static Span<byte> Block(byte[] file, Random random, int size) => file.AsSpan(random.Next(file.Length / size) * size, size);

    private static byte[]? Unless(byte[] damaged, byte[] same) => damaged.AsSpan().SequenceEqual(same) ? null : damaged;
}
