using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;

using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Media.Checksums;

public sealed class ChecksumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(129)]
    public void StreamChecksum_EqualsItsDefinition(int sectors)
    {
        byte[] data = Bytes.Random(seed: sectors, sectors * 512);
        var sum = new StreamChecksum();

        sum.Append(data);

        Assert.Equal(NaiveSums.Sectors(data), sum.Value);
    }

    [Fact]
    public void StreamChecksum_DoesNotDependOnHowTheStreamIsCut()
    {
        byte[] data = Bytes.Random(seed: 7, 200 * 512);
        for (int cut = 0; cut <= data.Length; cut += 512)
        {
            var sum = new StreamChecksum();
            sum.Append(data.AsSpan(0, cut));
            sum.Append(data.AsSpan(cut));

            Assert.Equal(NaiveSums.Sectors(data), sum.Value);
        }
    }

    [Fact]
    public void StreamChecksum_TakesSumsOfPagesInsteadOfTheirBytes()
    {
        byte[] pages = Bytes.Random(seed: 8, 5 * PageChecksum.PageSize);
        var sum = new StreamChecksum();
        for (int at = 0; at < pages.Length; at += PageChecksum.PageSize)
            sum.Append(SectorSum.Compute(pages.AsSpan(at, PageChecksum.PageSize)), sectors: 16);

        Assert.Equal(NaiveSums.Sectors(pages), sum.Value);
    }

    [Fact]
    public void SectorSum_RefusesPartsOfASector() =>
        Assert.Throws<ArgumentException>(() => SectorSum.Compute(new byte[513]));

    [Fact]
    public void PageChecksum_EqualsItsDefinitionWhateverIsStored()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            byte[] page = Bytes.Random(seed, PageChecksum.PageSize);

            Assert.Equal(NaiveSums.Page(page), PageChecksum.Compute(page));
            Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(0x3C)), PageChecksum.Stored(page));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(120)]
    public void LogBlockChecksum_EqualsItsDefinition(int sectors)
    {
        byte[] block = Bytes.Random(seed: sectors, sectors * 512);

        Assert.Equal(NaiveSums.LogBlock(block), LogBlockChecksum.Compute(block));
        Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(0x18)), LogBlockChecksum.Stored(block));
    }

    [Fact]
    public void ChunkChecksum_EqualsItsDefinitionForEveryLength()
    {
        for (int length = 0; length < 600; length++)
        {
            byte[] stored = Bytes.Random(seed: length, length);

            Assert.Equal(NaiveSums.Chunk(stored), ChunkChecksum.Compute(stored));
        }
    }

    [Fact]
    public void HeaderChecksum_IsZeroOverAHeaderThatHoldsIt()
    {
        byte[] header = Bytes.Random(seed: 3, 52);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(50), HeaderChecksum.OfWords(header.AsSpan(0, 50)));

        Assert.Equal(0, HeaderChecksum.OfWords(header));
    }

    [Theory]
    [InlineData(0b01, true)]
    [InlineData(0b10, true)]
    [InlineData(0b00, false)]
    [InlineData(0b11, false)]
    public void TornBits_AreOneOfTwoPatterns(int bits, bool whole) =>
        Assert.Equal(whole, PageChecksum.TornBitsAgree(TornPage(bits)));

    [Fact]
    public void TornBits_TellASectorOfAnotherWrite()
    {
        foreach (int lastBits in new[] { 0x3C }.Concat(Enumerable.Range(1, 15).Select(sector => (sector * 512) + 511)))
        {
            byte[] page = TornPage(0b01);
            page[lastBits] ^= 0b11;

            Assert.False(PageChecksum.TornBitsAgree(page));
        }
    }

    [Fact]
    public void TornBits_SayNothingOfOtherBits()
    {
        byte[] page = TornPage(0b10);
        page[5000] ^= 0xFF;

        Assert.True(PageChecksum.TornBitsAgree(page));
    }

    private static byte[] TornPage(int bits)
    {
        byte[] page = Bytes.Random(seed: 5, PageChecksum.PageSize);
        page[0x3C] = (byte)((page[0x3C] & ~3) | bits);
        for (int at = 1023; at < page.Length; at += 512)
            page[at] = (byte)((page[at] & ~3) | bits);

        return page;
    }
}
