using System.Buffers;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Listing;

/// <summary>What the first bytes of a file tell: its container, TAPE and RAID.</summary>
/// <param name="Container">The header of compressed or encrypted media; null for plain media.</param>
/// <param name="Tape">The media header; null when it cannot be read.</param>
/// <param name="Identity">Which stripe of which media set; null when it cannot be read.</param>
internal sealed record MediaHead(ContainerHeader? Container, TapeBlock? Tape, StripeStream? Identity)
{
    // Where the first set must begin: behind TAPE and a filemark of the largest block size.
    private const int SearchLength = 4 * BlockHeader.MaxPhysicalBlock;

    /// <summary>Where the MTF stream begins in the file.</summary>
    public long StreamStart => Container is null ? 0 : ContainerHeader.Size;

    public bool IsCompressed => Container is not null;

    /// <summary>Whether this reader knows what is inside.</summary>
    public bool IsReadable => Container is null or { Version: ContainerHeader.KnownVersion, Algorithm: ContainerHeader.Xpress };

    /// <summary>Reads the head; null when the file is no backup media: no block of one begins where its first set should.</summary>
    public static MediaHead? Read(MediaBytes file)
    {
        Span<byte> start = new byte[ContainerHeader.Size];
        int length = file.Read(0, start);
        ContainerHeader? container = ContainerHeader.Read(start[..length]);
        var head = new MediaHead(container, Tape: null, Identity: null);
        if (!head.IsReadable)
            return head;

        // Told twice is once too often: whoever reads on reports the damage.
        var unheard = new FindingLog(path: null);
        using var streams = new MediaStreams(file, head.IsCompressed, unheard, searches: false, MediaStreams.Little);
        var reader = new BlockReader(streams.At(head.StreamStart, position: 0), unheard);
        if (reader.Window.Peek(BlockHeader.Size) is var bytes && BlockHeader.Read(bytes) is { Tag: BlockTag.Media } tape)
            return head.WithTape(reader, tape);

        return container is not null || HasBlocks(file) ? head : null;
    }

    private MediaHead WithTape(BlockReader reader, BlockHeader header)
    {
        var tape = TapeBlock.Read(reader.TakeBody(header));
        while (reader.NextStream() is { } stream)
        {
            if (stream.Tag == StreamTag.Stripe)
                return this with { Tape = tape, Identity = StripeStream.Read(reader.Window.Peek((int)Math.Min(stream.Length, StripeStream.Size))) };
        }

        return this with { Tape = tape };
    }

    private static bool HasBlocks(MediaBytes file)
    {
        byte[] start = ArrayPool<byte>.Shared.Rent(SearchLength);
        try
        {
            int length = file.Read(0, start.AsSpan(0, SearchLength));
            for (int at = 0; at <= length - BlockHeader.Size; at += BlockHeader.MinPhysicalBlock)
            {
                if (BlockHeader.Read(start.AsSpan(at, length - at)) is { } block && BlockTag.IsKnown(block.Tag))
                    return true;
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(start);
        }
    }
}
