using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Listing;

/// <summary>Reads one set without its pages: SSET, VOLB and MSCI at its start, MSLS with the final values at its end.</summary>
/// <remarks>It never looks beyond its place: else every set of a hostile file could send the reader through the whole of it.</remarks>
internal sealed class SetReading(MediaStreams streams)
{
    // What may lie between the start of a backward search and MSLS, beside MSLS itself.
    private const int SearchLength = 64 * 1024;

    private int _descriptionLength;

    /// <summary>Reads the set; null when its start is not readable, or its end does not tell what its start began.</summary>
    public BackupSet? Read(SetPlace place)
    {
        var parts = new SetParts();
        if (!ReadStart(place, parts))
            return null;

        ReadEnd(place, parts);
        return parts.Final is null ? null : parts.Compose();
    }

    private bool ReadStart(SetPlace place, SetParts parts)
    {
        var unheard = new FindingLog(path: null);
        var reader = new BlockReader(streams.At(place.Start, position: 0, place.DataEnd), unheard);
        while (!unheard.HasErrors && parts.First is null && reader.Next() is { } header)
        {
            if (header.Tag is not (BlockTag.Set or BlockTag.Volume or BlockTag.Description))
                return false;

            parts.Take(reader, header);
        }

        _descriptionLength = parts.DescriptionLength;
        return parts.Header is not null && parts.First is not null;
    }

    private void ReadEnd(SetPlace place, SetParts parts)
    {
        if (streams.IsCompressed)
        {
            ReadEnd(place, LastIndexed(place), parts);
            return;
        }

        ReadEnd(place, FinalDescription(place), parts);
        if (parts.Final is null)
            ReadEnd(place, SearchStart(place), parts);
    }

    // The place where a search begins is no block as a rule: the reader finds the next one by itself, and goes on from there.
    private void ReadEnd(SetPlace place, ChunkIndexEntry? from, SetParts parts)
    {
        if (from is not { } end)
            return;

        var reader = new BlockReader(streams.At(end.FileOffset, end.StreamOffset, place.DataEnd), new FindingLog(path: null));
        while (parts.Final is null && reader.Next() is { } header && header.Tag is not (BlockTag.Filemark or BlockTag.SetEnd or BlockTag.Set))
            parts.Take(reader, header);
    }

    /// <summary>
    /// MSLS, looked for where blocks may begin, by their headers alone: from the last place that has room for the description backwards
    /// over the padding, which is not read. Null when it is not there.
    /// </summary>
    private ChunkIndexEntry? FinalDescription(SetPlace place)
    {
        byte[] head = new byte[BlockHeader.Size];
        long last = Aligned(place.DataEnd - place.Start - _descriptionLength - BlockHeader.Size);
        for (long at = last; at >= Math.Max(last - SearchLength, 0); at -= BlockHeader.LogicalBlock)
        {
            if (streams.File.Read(place.Start + at, head) == head.Length && BlockHeader.Read(head) is { Tag: BlockTag.FinalDescription })
                return new ChunkIndexEntry(at, place.Start + at);
        }

        return null;
    }

    private ChunkIndexEntry SearchStart(SetPlace place)
    {
        long length = place.DataEnd - place.Start;
        long from = Aligned(length - Aligned(Math.Min(length, SearchLength + _descriptionLength)));
        return new ChunkIndexEntry(from, place.Start + from);
    }

    private static long Aligned(long offset) => offset / BlockHeader.LogicalBlock * BlockHeader.LogicalBlock;

    private ChunkIndexEntry? LastIndexed(SetPlace place)
    {
        byte[] tail = new byte[ChunkIndex.HeaderSize];
        if (place.DataEnd < ChunkIndex.HeaderSize || streams.File.Read(place.DataEnd - tail.Length, tail) != tail.Length)
            return null;

        byte[] index = new byte[Math.Min(ChunkIndex.LengthOf(tail), place.DataEnd)];
        streams.File.Read(place.DataEnd - index.Length, index);
        return ChunkIndex.Read(index) is { Entries.Count: > 0 } read && read.Entries[^1] is { StreamOffset: >= 0 } last
            && last.FileOffset >= place.Start && last.FileOffset < place.DataEnd
            ? last
            : null;
    }
}
