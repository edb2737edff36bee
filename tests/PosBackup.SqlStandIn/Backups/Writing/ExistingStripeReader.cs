using System.Buffers.Binary;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Xpress;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Reads the two ends of a media file: its header, and behind the last but one filemark the map of its sets.</summary>
internal static class ExistingStripeReader
{
    /// <summary>Reads a file that holds whole sets, or none.</summary>
    /// <exception cref="InvalidDataException">The file is no media, or does not end behind a set.</exception>
    public static ExistingStripe Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] start = ReadAt(file, 0, (int)Math.Min(file.Length, 2 * BlockHeader.MaxPhysicalBlock));
        bool isCompressed = ContainerHeader.Read(start) is not null;
        byte[] header = isCompressed ? Decompress(start.AsSpan(ContainerHeader.Size)) : start;
        if (BlockHeader.Read(header) is not { Tag: BlockTag.Media } media)
            throw Invalid(path, "it does not begin with a media header");

        TapeBlock tape = TapeBlock.Read(header.AsSpan(0, media.FirstStream));
        StripeStream stripe = StripeStream.Read(header.AsSpan(((media.FirstStream + 3) & ~3) + StreamHeader.Size))
            ?? throw Invalid(path, "it does not tell its media set");
        SoftFilemark filemark = ReadFilemark(file, tape.PhysicalBlock)
            ?? throw Invalid(path, "it does not end with a filemark");

        byte[] setEnd = filemark.Entries.Count == 0 ? [] : ReadSetEnd(file, filemark.Entries[0], tape.PhysicalBlock, isCompressed);
        return new ExistingStripe
        {
            Path = path,
            Length = file.Length,
            IsCompressed = isCompressed,
            MediaSetId = stripe.MediaSetId,
            FamilyId = tape.FamilyId,
            Stripe = stripe.Stripe,
            Stripes = stripe.Stripes,
            BlockSize = tape.PhysicalBlock,
            Date = tape.Date ?? default,
            MediaName = tape.Name,
            MediaDescription = tape.Description,
            Filemarks = [file.Length - tape.PhysicalBlock, .. filemark.Entries],
            SetMap = setEnd.Length == 0 ? [] : MapIn(setEnd, Math.Max(tape.PhysicalBlock, BlockHeader.LogicalBlock), path),
            LastPosition = setEnd.Length == 0 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(setEnd.AsSpan(SetEndBlock.PositionAt)),
        };
    }

    private static SoftFilemark? ReadFilemark(FileStream file, int blockSize)
    {
        if (blockSize == 0 || file.Length < blockSize)
            return null;

        byte[] block = ReadAt(file, file.Length - blockSize, blockSize);
        return BlockHeader.Read(block) is { Tag: BlockTag.Filemark } mark ? SoftFilemark.Read(mark, block) : null;
    }

    /// <summary>Both ESET: what stands between the last two filemarks.</summary>
    private static byte[] ReadSetEnd(FileStream file, long filemark, int blockSize, bool isCompressed)
    {
        byte[] bytes = ReadAt(file, filemark + blockSize, (int)(file.Length - filemark - (2 * blockSize)));
        return isCompressed ? Decompress(bytes) : bytes;
    }

    /// <summary>The map is the second stream of the first ESET, a unit behind its start.</summary>
    private static byte[] MapIn(byte[] setEnd, int unit, string path)
    {
        if (BlockHeader.Read(setEnd) is not { Tag: BlockTag.SetEnd }
            || StreamHeader.Read(setEnd.AsSpan(unit)) is not { Tag: StreamTag.SetMap } stream)
        {
            throw Invalid(path, "its last set has no map");
        }

        return setEnd.AsSpan(unit + StreamHeader.Size, (int)stream.Length).ToArray();
    }

    /// <summary>The contents of the chunks up to the next filemark.</summary>
    private static byte[] Decompress(ReadOnlySpan<byte> chunks)
    {
        var contents = new List<byte>();
        while (chunks.Length > ChunkHeader.Size && ChunkHeader.Read(chunks) is { Kind: ChunkKind.Compressed } chunk)
        {
            byte[] piece = new byte[chunk.Length];
            if (!XpressHuffman.TryDecompress(chunks.Slice(ChunkHeader.Size, chunk.StoredLength), piece))
                throw new InvalidDataException("A chunk cannot be decompressed.");

            contents.AddRange(piece);
            chunks = chunks[(ChunkHeader.Size + chunk.StoredLength)..];
        }

        return [.. contents];
    }

    private static byte[] ReadAt(FileStream file, long offset, int count)
    {
        byte[] bytes = new byte[count];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static InvalidDataException Invalid(string path, string why) => new($"'{path}' cannot be continued: {why}.");
}
