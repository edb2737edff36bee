namespace PosBackup.Fuzz;

/// <summary>Damages media files at random, the same way for the same seed.</summary>
/// <remarks>
/// Most changes hit structures, and most of those are covered up by a right checksum: bare noise would be refused at
/// the first header. Changes that move bytes come last, because they move the structures too.
/// </remarks>
internal sealed class Mutator(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A damaged copy of a file; foreign bytes come from the donor.</summary>
    public byte[] Mutate(MediaSample.Part part, ReadOnlySpan<byte> donor)
    {
        byte[] bytes = (byte[])part.Bytes.Clone();
        for (int changes = 1 + _random.Next(4); changes > 0; changes--)
        {
            if (part.Sites.Count > 0 && _random.Next(4) != 0)
                ChangeStructure(bytes, Pick(Pick(part.Sites)));
            else
                new RangeChange(_random).Overwrite(bytes, donor);
        }

        return _random.Next(3) == 0 ? new RangeChange(_random).Move(bytes) : bytes;
    }

    /// <summary>A number below the limit.</summary>
    public int Next(int limit) => _random.Next(limit);

    private void ChangeStructure(byte[] bytes, Site site)
    {
        int at = site.Offset + _random.Next(site.Length);
        if (site.Kind == SiteKind.Chunk && _random.Next(2) == 0)
            at = site.Offset + site.Length + _random.Next(Math.Max(1, site.Covered));

        if (at >= bytes.Length)
            return;

        if (_random.Next(3) == 0)
            bytes[at] ^= (byte)(1 << _random.Next(8));
        else
            new FieldChange(_random).Write(bytes.AsSpan(at), bytes.Length);

        if (_random.Next(8) != 0)
            Repair.At(bytes, site);
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];
}
