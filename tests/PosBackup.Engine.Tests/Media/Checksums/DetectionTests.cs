using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;

using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Media.Checksums;

/// <summary>What the checksums find and what they cannot: they are SQL Server's own, with SQL Server's blind spots.</summary>
public sealed class DetectionTests
{
    [Fact]
    public void PageChecksum_FindsEveryFlippedBit()
    {
        byte[] page = Bytes.Random(seed: 1, PageChecksum.PageSize);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(0x3C), PageChecksum.Compute(page));

        AssertEveryFlipIsFound(page, () => PageChecksum.Compute(page) == PageChecksum.Stored(page));
    }

    [Fact]
    public void LogBlockChecksum_FindsEveryFlippedBit()
    {
        byte[] block = Bytes.Random(seed: 2, 7 * 512);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(0x18), LogBlockChecksum.Compute(block));

        AssertEveryFlipIsFound(block, () => LogBlockChecksum.Compute(block) == LogBlockChecksum.Stored(block));
    }

    [Fact]
    public void StreamChecksum_FindsEveryFlippedBit()
    {
        byte[] stream = Bytes.Random(seed: 3, 40 * 512);
        uint expected = SectorSum.Compute(stream);

        AssertEveryFlipIsFound(stream, () => SectorSum.Compute(stream) == expected);
    }

    [Fact]
    public void ChunkChecksum_FindsEveryFlippedBit()
    {
        byte[] stored = Bytes.Random(seed: 4, 1021);
        uint expected = ChunkChecksum.Compute(stored);

        AssertEveryFlipIsFound(stored, () => ChunkChecksum.Compute(stored) == expected);
    }

    [Fact]
    public void HeaderChecksum_FindsEveryFlippedBit()
    {
        byte[] header = Bytes.Random(seed: 5, 50);
        ushort expected = HeaderChecksum.OfWords(header);

        AssertEveryFlipIsFound(header, () => HeaderChecksum.OfWords(header) == expected);
    }

    [Fact]
    public void BlindSpot_TwoWordsOfOneSectorSwapped()
    {
        byte[] page = Bytes.Random(seed: 6, PageChecksum.PageSize);
        uint before = PageChecksum.Compute(page);

        Swap(page.AsSpan(600, 4), page.AsSpan(900, 4));

        Assert.Equal(before, PageChecksum.Compute(page));
    }

    [Fact]
    public void BlindSpot_ASectorOfEqualWordsZeroed()
    {
        byte[] page = Bytes.Random(seed: 7, PageChecksum.PageSize);
        page.AsSpan(1024, 512).Fill(0xFF);
        uint before = PageChecksum.Compute(page);

        page.AsSpan(1024, 512).Clear();

        Assert.Equal(before, PageChecksum.Compute(page));
    }

    [Fact]
    public void BlindSpot_BlocksOfAStreamSwappedAMultipleOf16KilobytesApart()
    {
        byte[] stream = Bytes.Random(seed: 8, 128 * 512);
        uint before = SectorSum.Compute(stream);

        Swap(stream.AsSpan(0, 8192), stream.AsSpan(2 * 16384, 8192));

        Assert.Equal(before, SectorSum.Compute(stream));
    }

    [Fact]
    public void StreamChecksum_FindsPagesSwappedAnyOtherDistanceApart()
    {
        byte[] stream = Bytes.Random(seed: 9, 128 * 512);
        uint before = SectorSum.Compute(stream);

        Swap(stream.AsSpan(0, 8192), stream.AsSpan(8192, 8192));

        Assert.NotEqual(before, SectorSum.Compute(stream));
    }

    [Fact]
    public void BlindSpot_RowsOfAChunkSwapped()
    {
        byte[] stored = Bytes.Random(seed: 10, 5000);
        uint before = ChunkChecksum.Compute(stored);

        Swap(stored.AsSpan(0, 128), stored.AsSpan(1280, 128));

        Assert.Equal(before, ChunkChecksum.Compute(stored));
    }

    [Fact]
    public void BlindSpot_ZerosAddedUpToAWordOfAChunk()
    {
        byte[] stored = Bytes.Random(seed: 11, 1021);

        Assert.Equal(ChunkChecksum.Compute(stored), ChunkChecksum.Compute([.. stored, 0, 0, 0]));
    }

    private static void AssertEveryFlipIsFound(byte[] bytes, Func<bool> looksWhole)
    {
        Assert.True(looksWhole());
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(looksWhole(), $"Bit {bit} flipped and not found.");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static void Swap(Span<byte> one, Span<byte> other)
    {
        byte[] kept = one.ToArray();
        other.CopyTo(one);
        kept.CopyTo(other);
    }
}
