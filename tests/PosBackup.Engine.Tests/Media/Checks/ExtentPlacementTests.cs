using System.Buffers.Binary;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Tests.Media.Checks;

public sealed class ExtentPlacementTests
{
    private readonly HashSet<uint> _expected = [];
    private readonly ExtentPlacement _placement;

    public ExtentPlacementTests() =>
        _placement = new ExtentPlacement(file => file == 1, address => _expected.Count == 0 || _expected.Contains(address.FirstPage));

    [Fact]
    public void Find_TakesWhatAllPagesSay() => Assert.Equal(new ExtentAddress(1, 80), _placement.Find(Extent(80, 81, 82, 83, 84, 85, 86, 87)));

    [Fact]
    public void Find_NeedsOnlyOnePageThatWasUsed() => Assert.Equal(new ExtentAddress(1, 80), _placement.Find(Extent(0, 0, 0, 83, 0, 0, 0, 0)));

    [Fact]
    public void Find_HasNoPlaceForZeros() => Assert.Null(_placement.Find(new byte[Page.ExtentSize]));

    [Fact]
    public void Find_HasNoPlaceInAFileThatTheDatabaseLacks() =>
        Assert.Null(new ExtentPlacement(file => file == 3, _ => true).Find(Extent(80, 81, 82, 83, 84, 85, 86, 87)));

    [Fact]
    public void Find_IsNotOutvotedByTheRemainsOfAnotherDatabase()
    {
        _expected.UnionWith([80, 88, 4000]);
        _placement.Find(Extent(80, 81, 82, 83, 84, 85, 86, 87));

        Assert.Equal(new ExtentAddress(1, 88), _placement.Find(Extent(88, 1601, 1602, 1603, 1604, 1605, 1606, 1607)));
        Assert.Equal(new ExtentAddress(1, 4000), _placement.Find(Extent(4000, 81, 82, 83, 84, 85, 86, 87)));
    }

    [Fact]
    public void Find_FollowsTheMajorityWhereNoMapAsks()
    {
        _expected.Add(80);

        Assert.Equal(new ExtentAddress(1, 160), _placement.Find(Extent(160, 161, 162, 163, 244, 245, 246, 167)));
    }

    private static byte[] Extent(params uint[] ids)
    {
        byte[] pages = new byte[Page.ExtentSize];
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] == 0)
                continue;

            BinaryPrimitives.WriteUInt32LittleEndian(pages.AsSpan((i * Page.Size) + Page.PageIdAt), ids[i]);
            pages[(i * Page.Size) + Page.FileIdAt] = 1;
        }

        return pages;
    }
}
