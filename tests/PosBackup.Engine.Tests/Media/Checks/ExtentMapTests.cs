using PosBackup.Engine.Media.Checks;

namespace PosBackup.Engine.Tests.Media.Checks;

public sealed class ExtentMapTests
{
    [Fact]
    public void Missing_CountsUpToTheLimit()
    {
        byte[] wanted = new byte[ExtentMap.PieceSize], found = new byte[ExtentMap.PieceSize];
        (wanted[0], wanted[1], wanted[2], found[0]) = (0b1010, 0xFF, 0xFF, 0b0010);

        Assert.Equal((17L, 3L), ExtentMap.Missing(wanted, found, limit: long.MaxValue));
        Assert.Equal((4L, 3L), ExtentMap.Missing(wanted, found, limit: 11));
        Assert.Equal((0L, -1L), ExtentMap.Missing(wanted, found, limit: 3));
        Assert.Equal((18L, 1L), ExtentMap.Missing(wanted, found: default, limit: long.MaxValue));
    }

    [Theory]
    [InlineData(true, 0b1000)]
    [InlineData(false, 0b1110)]
    public void Take_JoinsTheImagesOfAMap(bool and, byte expected)
    {
        var map = new ExtentMap();
        map.Take(fileId: 1, piece: 0, [0b1010, .. new byte[ExtentMap.PieceSize]], invert: false, and);
        map.Take(fileId: 1, piece: 0, [0b1100, .. new byte[ExtentMap.PieceSize]], invert: false, and);

        Assert.Equal(expected, map.Piece(1, 0)[0]);
        Assert.True(map.Piece(1, 1).IsEmpty && map.Piece(2, 0).IsEmpty);
    }

    [Fact]
    public void Set_StaysWithinItsMemoryWhateverTheAddresses()
    {
        var map = new ExtentMap();
        for (int file = 1; file <= 2 * ExtentMap.MaxPieces; file++)
            map.Set(file, extent: 1L << 27);

        Assert.True(map.IsOverfull);
        Assert.Equal(ExtentMap.MaxPieces, map.Keys.Count());
    }
}
