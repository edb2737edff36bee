namespace PosBackup.Fuzz;

/// <summary>Damages media files at random, the same way for the same seed.</summary>
/// <remarks>
/// Of compressed files two in three are changed inside: the MTF stream is changed and compressed again, with right chunk checksums.
/// Most changes hit structures, and most of those are covered up by a right checksum: bare noise would be refused at
/// the first header. Changes that move bytes come last, because they move the structures too.
/// </remarks>
internal sealed class Mutator(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A damaged copy of a file; foreign bytes come from the donor.</summary>
    public byte[] Mutate(MediaSample.Part part, ReadOnlySpan<byte> donor)
    {
        if (part.IsCompressed && _random.Next(3) != 0)
            return MutateInside(part, donor);

        byte[] bytes = (byte[])part.Bytes.Clone();
        Change(bytes, part.Sites, donor);
        return _random.Next(3) == 0 ? new RangeChange(_random).Move(bytes) : bytes;
    }

    /// <summary>A number below the limit.</summary>
    public int Next(int limit) => _random.Next(limit);

    // What was changed inside is mostly to be reached unhindered: the chunks around it are rarely damaged too.
    private byte[] MutateInside(MediaSample.Part part, ReadOnlySpan<byte> donor)
    {
        var inside = new ChunkedStream(part.Bytes);
        Change(inside.Bytes, inside.Sites, donor);
        byte[] bytes = inside.Compress();
        if (_random.Next(8) == 0)
            Change(bytes, sites: [], donor);

        return _random.Next(12) == 0 ? new RangeChange(_random).Move(bytes) : bytes;
    }

    private void Change(byte[] bytes, IReadOnlyList<IReadOnlyList<Site>> sites, ReadOnlySpan<byte> donor)
    {
        for (int changes = 1 + _random.Next(4); changes > 0; changes--)
        {
            if (sites.Count > 0 && _random.Next(4) != 0)
                ChangeStructure(bytes, Pick(Pick(sites)));
            else
                new RangeChange(_random).Overwrite(bytes, donor);
        }
    }

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
