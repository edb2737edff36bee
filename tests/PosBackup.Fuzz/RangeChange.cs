namespace PosBackup.Fuzz;

/// <summary>What disks, transfers and people do to ranges of a file.</summary>
internal readonly struct RangeChange(Random random)
{
    private const int Sector = 512;

    /// <summary>Changes bytes where they stand: noise, one value, flipped bits, or bytes of another file.</summary>
    public void Overwrite(Span<byte> file, ReadOnlySpan<byte> donor)
    {
        Span<byte> range = file[Range(file.Length)];
        switch (random.Next(5))
        {
            case 0:
                random.NextBytes(range);
                break;
            case 1:
                range.Fill((byte)(random.Next(2) * 255));
                break;
            case 2:
                ReadOnlySpan<byte> foreign = donor[Range(donor.Length)];
                foreign[..Math.Min(foreign.Length, range.Length)].CopyTo(range);
                break;
            default:
                file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    /// <summary>Cuts, doubles, adds or swaps ranges.</summary>
    public byte[] Move(byte[] file)
    {
        System.Range range = Range(file.Length);
        (int at, int length) = range.GetOffsetAndLength(file.Length);
        return random.Next(6) switch
        {
            0 => file[..at],
            1 => file[at..],
            2 => [.. file[..at], .. file[(at + length)..]],
            3 => [.. file[..(at + length)], .. file[at..]],
            4 => [.. file, .. file[range]],
            _ => [.. file[..at], .. new byte[length], .. file[at..]],
        };
    }

    /// <summary>Mostly short, half of them whole sectors, never empty and never longer than a quarter of a megabyte.</summary>
    private System.Range Range(int fileLength)
    {
        int length = (int)Math.Exp(random.NextDouble() * Math.Log(256 * 1024));
        int at = random.Next(fileLength);
        if (random.Next(2) == 0)
        {
            at -= at % Sector;
            length += Sector - (length % Sector);
        }

        return at..Math.Min(at + length, fileLength);
    }
}
