using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Media.Xpress;
using PosBackup.SqlStandIn.Backups.Xpress;

using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Media.Xpress;

/// <summary>The stand-in's compressor and the engine's decompressor were written from the specification, each for itself.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void AnyPiece_ComesBack()
    {
        var compressor = new XpressHuffmanCompressor();
        int shrunk = 0;

        Prop.ForAll(Pieces.Any, piece =>
        {
            ReadOnlySpan<byte> stored = compressor.Compress(piece);
            if (stored.Length < piece.Length)
                shrunk++;

            return piece.AsSpan().SequenceEqual(Decompress(stored, piece.Length));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20260101, 1));

        Assert.InRange(shrunk, 100, 400);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(255)]
    [InlineData(512)]
    [InlineData(65536)]
    public void Noise_GrowsByTheTableAndALittle_AndComesBack(int length)
    {
        byte[] noise = Bytes.Random(length, length);

        ReadOnlySpan<byte> stored = new XpressHuffmanCompressor().Compress(noise);

        Assert.InRange(stored.Length, length, length + 300);
        Assert.Equal(noise, Decompress(stored, length));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(65535)]
    [InlineData(65536)]
    public void ZerosOfAnyLength_AreOneMatch(int length)
    {
        byte[] piece = new byte[length];

        ReadOnlySpan<byte> stored = new XpressHuffmanCompressor().Compress(piece);

        Assert.InRange(stored.Length, 256, 270);
        Assert.Equal(piece, Decompress(stored, length));
    }

    [Theory]
    [InlineData(1, 4000)]
    [InlineData(2, 4000)]
    [InlineData(3, 4000)]
    [InlineData(7, 4000)]
    [InlineData(8, 4000)]
    [InlineData(15, 4000)]
    [InlineData(16, 4000)]
    [InlineData(17, 4000)]
    [InlineData(31, 4000)]
    [InlineData(500, 18)]
    [InlineData(500, 272)]
    [InlineData(500, 273)]
    [InlineData(32767, 300)]
    [InlineData(32768, 300)]
    [InlineData(65000, 536)]
    public void MatchesOfAnyOffsetAndLength_ComeBack(int offset, int length)
    {
        byte[] piece = new byte[offset + length];
        byte[] letters = Encoding.ASCII.GetBytes("abcdefgh");
        new Random(offset).GetItems(letters, offset).CopyTo(piece, 0);
        for (int at = offset; at < piece.Length; at++)
            piece[at] = piece[at - offset];

        byte[] padded = [.. piece, .. new byte[Math.Min(400, 65536 - piece.Length)]];

        Assert.Equal(padded, Decompress(new XpressHuffmanCompressor().Compress(padded), padded.Length));
    }

    /// <summary>Counts that grow as Fibonacci's numbers make Huffman's tree a list, one level a symbol.</summary>
    [Fact]
    public void CodesStayWithinFifteenBits()
    {
        int[] counts = new int[HuffmanCode.Symbols];
        (int count, int next) = (1, 1);
        for (int symbol = 0; symbol < 40; symbol++)
        {
            counts[symbol] = count;
            (count, next) = (next, count + next);
        }

        var code = new HuffmanCode();
        code.Build(counts);

        Assert.Equal(15, code.Lengths[..40].ToArray().Max());
        Assert.Equal(1 << 15, code.Lengths.ToArray().Where(length => length > 0).Sum(length => 1 << (15 - length)));
    }

    [Fact]
    public void ADamagedPiece_IsRefusedOrGivesOtherBytes_NeverAnException()
    {
        byte[] piece = Pieces.Make(seed: 12, length: 8192);
        byte[] stored = new XpressHuffmanCompressor().Compress(piece).ToArray();
        byte[] destination = new byte[piece.Length];
        for (int bit = 0; bit < stored.Length * 8; bit++)
        {
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            XpressHuffman.TryDecompress(stored, destination);
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(XpressHuffman.TryDecompress(stored, destination));
        Assert.Equal(piece, destination);
    }

    [Fact]
    public void ACutPiece_IsRefused()
    {
        byte[] piece = Pieces.Make(seed: 12, length: 8192);
        byte[] stored = new XpressHuffmanCompressor().Compress(piece).ToArray();

        // The last word is only there to be fetched ahead.
        for (int length = 0; length < stored.Length - 4; length++)
            Assert.False(XpressHuffman.TryDecompress(stored.AsSpan(0, length), new byte[piece.Length]), $"{length} bytes");
    }

    private static byte[] Decompress(ReadOnlySpan<byte> stored, int length)
    {
        byte[] destination = new byte[length];
        Assert.True(XpressHuffman.TryDecompress(stored, destination));
        return destination;
    }
}
