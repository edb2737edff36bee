using PosBackup.Engine.Media.Xpress;

using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Media.Xpress;

public sealed class XpressHuffmanTests
{
    [Fact]
    public void TryDecompress_RefusesASourceWithoutATable() =>
        Assert.False(XpressHuffman.TryDecompress(new byte[255], new byte[512]));

    [Fact]
    public void TryDecompress_RefusesATableThatIsNoCode()
    {
        Assert.False(XpressHuffman.TryDecompress(new byte[1000], new byte[512]));
        Assert.False(XpressHuffman.TryDecompress([.. Enumerable.Repeat((byte)0x11, 1000)], new byte[512]));
    }

    [Fact]
    public void TryDecompress_RefusesPiecesOfMoreThan64Kilobytes() =>
        Assert.False(XpressHuffman.TryDecompress([.. FlatTable, .. new byte[80000]], new byte[65537]));

    [Fact]
    public void TryDecompress_ReadsLiteralsOutOfWordsHighestBitFirst()
    {
        byte[] destination = new byte[2];

        // 512 symbols of 9 bits each: 'A' = 0 0100 0001, 'B' = 0 0100 0010.
        bool valid = XpressHuffman.TryDecompress([.. FlatTable, .. Words("001000001 001000010")], destination);

        Assert.True(valid);
        Assert.Equal("AB"u8, destination);
    }

    [Fact]
    public void TryDecompress_TakesSymbol256AsAnOrdinaryMatch()
    {
        byte[] destination = new byte[4];

        Assert.True(XpressHuffman.TryDecompress([.. FlatTable, .. Words("001000001 100000000")], destination));
        Assert.Equal("AAAA"u8, destination);
    }

    [Fact]
    public void TryDecompress_RefusesAMatchThatReachesBeforeThePiece() =>
        Assert.False(XpressHuffman.TryDecompress([.. FlatTable, .. Words("001000001 100010000 0")], new byte[4]));

    [Fact]
    public void TryDecompress_RefusesAMatchThatReachesBehindThePiece() =>
        Assert.False(XpressHuffman.TryDecompress([.. FlatTable, .. Words("001000001 100000001")], new byte[4]));

    [Fact]
    public void TryDecompress_RefusesASourceThatEndsEarly() =>
        Assert.False(XpressHuffman.TryDecompress([.. FlatTable, .. Words("001000001 001000010")], new byte[4]));

    [Fact]
    public void TryDecompress_IsSafeOnAnySource()
    {
        var random = new Random(20260101);
        byte[] destination = new byte[XpressHuffman.MaxPiece];
        int valid = 0;
        for (int round = 0; round < 20000; round++)
        {
            byte[] source = [.. FlatTable, .. Bytes.Random(round, random.Next(300))];
            if (random.Next(2) == 0)
                ShuffleTable(random, source);

            if (XpressHuffman.TryDecompress(source, destination.AsSpan(0, random.Next(1, 2000))))
                valid++;
        }

        Assert.InRange(valid, 1, 19999);
    }

    /// <summary>Every symbol has a code of nine bits: the symbol itself.</summary>
    private static byte[] FlatTable => [.. Enumerable.Repeat((byte)0x99, 256)];

    /// <summary>Keeps the code complete while its lengths differ: one code a bit shorter, two others a bit longer.</summary>
    private static void ShuffleTable(Random random, byte[] source)
    {
        for (int change = 0; change < 60; change++)
        {
            int shorter = random.Next(256);
            int longer = random.Next(256);
            if (source[shorter] == 0x99 && source[longer] == 0x99 && shorter != longer)
            {
                source[shorter] = 0x98;
                source[longer] = 0xAA;
            }
        }
    }

    /// <summary>Packs bits into 16-bit words, little-endian.</summary>
    private static byte[] Words(string bits)
    {
        string dense = bits.Replace(" ", "", StringComparison.Ordinal);
        dense = dense.PadRight((dense.Length + 15) / 16 * 16, '0');
        var words = new List<byte>();
        for (int at = 0; at < dense.Length; at += 16)
            words.AddRange(BitConverter.GetBytes(Convert.ToUInt16(dense.Substring(at, 16), 2)));

        return [.. words];
    }
}
