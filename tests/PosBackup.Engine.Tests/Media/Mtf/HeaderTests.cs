using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Media.Mtf;

public sealed class HeaderTests
{
    [Fact]
    public void BlockHeader_IsReadOnlyWithItsChecksum()
    {
        byte[] file = SampleMedia.Make();
        Assert.Equal(BlockTag.Media, BlockHeader.Read(file)!.Value.Tag);

        for (int at = 0; at < BlockHeader.Size; at++)
        {
            file[at] ^= 4;
            Assert.Null(BlockHeader.Read(file));
            file[at] ^= 4;
        }
    }

    [Fact]
    public void Headers_AreNotMadeOfZerosThoughTheirChecksumIsRight()
    {
        Assert.Null(BlockHeader.Read(new byte[BlockHeader.Size]));
        Assert.Null(StreamHeader.Read(new byte[StreamHeader.Size]));
    }

    [Fact]
    public void Headers_AreNotReadFromTooFewBytes()
    {
        byte[] file = SampleMedia.Make();

        Assert.Null(BlockHeader.Read(file.AsSpan(0, BlockHeader.Size - 1)));
        Assert.Null(StreamHeader.Read(file.AsSpan(0, StreamHeader.Size - 1)));
    }

    [Fact]
    public void Fields_BehindTheLimitAreAbsent()
    {
        var fields = new Fields([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], limit: 6);

        Assert.Equal((0x04030201u, 0x06050403u, 0u), (fields.U32(0), fields.U32(2), fields.U32(3)));
        Assert.Equal((6, 0), (fields.Byte(5), fields.Byte(6)));
        Assert.Equal((0L, Guid.Empty), (fields.Long(0), fields.Guid(0)));
    }

    [Fact]
    public void Fields_TakeNoTextThatReachesOutside()
    {
        byte[] block = new FieldWriter(8).Text(0, "数据库").U16(4, 100).U16(6, 0).Bytes;

        Assert.Equal("数据库", new Fields(block).Text(0));
        Assert.Equal("", new Fields(block).Text(4));
        Assert.Equal("", new Fields(Bytes.Random(seed: 7, count: 3)).Text(2));
    }

    [Fact]
    public void SoftFilemark_RefusesAListThatDoesNotFit()
    {
        byte[] mark = SampleMedia.Make()[^512..];
        BlockHeader header = BlockHeader.Read(mark)!.Value;
        Assert.NotNull(SoftFilemark.Read(header, mark));

        Assert.Null(SoftFilemark.Read(header, new FieldWriter(512).U32(SoftFilemark.UsedAt, 55).U32(SoftFilemark.ArrayOffsetAt, 0x48).Bytes));
        Assert.Null(SoftFilemark.Read(header, new FieldWriter(512)
            .U32(SoftFilemark.CapacityAt, uint.MaxValue).U32(SoftFilemark.UsedAt, uint.MaxValue).U32(SoftFilemark.ArrayOffsetAt, 0x48).Bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(ushort.MaxValue)]
    public void SetMap_RefusesEntriesThatDoNotFit(int length)
    {
        FieldWriter map = new FieldWriter(8).U16(SetMap.CountAt, 1);
        map.Append(new FieldWriter(SetMapEntry.MinSize).U16(SetMapEntry.LengthAt, length).Bytes);

        Assert.Null(SetMap.Read(map.Bytes));
        Assert.Null(SetMap.Read(map.Bytes.AsSpan(0, 6)));
    }
}
