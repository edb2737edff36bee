using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Records;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Media.Records;

public sealed class RecordTests
{
    private static byte[] Description
    {
        get
        {
            byte[] file = SampleMedia.Make(new SampleSet());
            int header = file.AsSpan().IndexOf("MQCI"u8);
            StreamHeader stream = StreamHeader.Read(file.AsSpan(header))!.Value;
            return file.AsSpan(header + StreamHeader.Size, (int)stream.Length).ToArray();
        }
    }

    [Fact]
    public void Read_GivesTheSetItsFilesAndTheirFilegroup()
    {
        SetDescription description = SetDescription.Read(Description, TimeSpan.FromHours(8))!;

        Assert.Equal(["PRIMARY", null], description.Set.Files.Select(file => file.FileGroupName));
        Assert.Empty(description.UnknownRecords);
    }

    [Fact]
    public void Read_RefusesRecordsByTheHundredThousand()
    {
        byte[] empty = [.. "SFIN"u8, 8, 0, 0, 0];
        byte[] stream = [.. Description, .. Enumerable.Repeat(empty, 100_000).SelectMany(one => one)];

        Assert.Null(SetDescription.Read(stream, offset: null));
    }

    [Fact]
    public void Read_NamesRecordsThatItDoesNotKnow()
    {
        byte[] unknown = [.. Description, .. "SNEW"u8, 12, 0, 0, 0, 1, 2, 3, 4];

        Assert.Equal(["SNEW"], SetDescription.Read(unknown, offset: null)!.UnknownRecords);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(uint.MaxValue)]
    public void Read_RefusesRecordsThatDoNotFit(uint length)
    {
        byte[] damaged = Description;
        BitConverter.TryWriteBytes(damaged.AsSpan(4), length);

        Assert.Null(SetDescription.Read(damaged, offset: null));
    }

    [Fact]
    public void FirstDifference_SparesOnlyWhatMayDiffer()
    {
        byte[] first = Description;
        int spared = 0;
        for (int at = 8; at < first.Length; at++)
        {
            byte[] final = [.. first];
            final[at] ^= 1;
            int? difference = VolatileBytes.FirstDifference(first, final);
            Assert.True(difference is null || difference == at, $"a change at {at} was found at {difference}");
            spared += difference is null ? 1 : 0;
        }

        // The masks of one SCIN, one SFGI and two SFIN.
        Assert.Equal((30 + 5 + 8 + 12 + 12 + 20) + 104 + (2 * (4 + 28 + 56 + 8)), spared);
    }

    [Fact]
    public void FirstDifference_IsTheEndOfTheShorterOne() =>
        Assert.Equal(Description.Length - 1, VolatileBytes.FirstDifference(Description, Description.AsSpan()[..^1]));
}
