using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Xpress;
using PosBackup.Engine.Tests.Support;
using PosBackup.SqlStandIn.Backups.Xpress;

namespace PosBackup.Engine.Tests.Media.Xpress;

/// <summary>The chunks of a file that SQL Server compressed.</summary>
public sealed class CorpusChunkTests
{
    private const string Compressed = "SC-701_ClassWork/northwind.bak";

    [CorpusFact]
    public void EveryChunk_MatchesItsChecksumAndDecompresses()
    {
        byte[] destination = new byte[ChunkHeader.MaxLength];
        int chunks = 0;
        foreach ((ChunkHeader header, byte[] stored) in Chunks())
        {
            Assert.Equal(header.Checksum, ChunkChecksum.Compute(stored));
            Assert.True(XpressHuffman.TryDecompress(stored, destination.AsSpan(0, header.Length)));
            chunks++;
        }

        Assert.Equal(141, chunks);
    }

    [CorpusFact]
    public void EveryChunk_CompressedAgainByTheStandIn_ComesBack()
    {
        var compressor = new XpressHuffmanCompressor();
        byte[] again = new byte[ChunkHeader.MaxLength];
        foreach ((ChunkHeader header, byte[] stored) in Chunks())
        {
            byte[] piece = new byte[header.Length];
            Assert.True(XpressHuffman.TryDecompress(stored, piece));

            Assert.True(XpressHuffman.TryDecompress(compressor.Compress(piece), again.AsSpan(0, piece.Length)));
            Assert.Equal(piece, again[..piece.Length]);
        }
    }

    /// <summary>All data chunks; filemarks between them are passed over.</summary>
    private static IEnumerable<(ChunkHeader Header, byte[] Stored)> Chunks()
    {
        byte[] file = File.ReadAllBytes(Corpus.PathOf(Compressed));
        for (int at = ContainerHeader.Size; at < file.Length;)
        {
            ChunkHeader header = ChunkHeader.Read(file.AsSpan(at));
            if (header.IsFilemark)
            {
                int gap = header.Kind == ChunkKind.Filemark
                    ? header.Stored
                    : ChunkIndex.LengthOf(file.AsSpan(at + ChunkHeader.FilemarkHeaderSize));
                at += ChunkHeader.FilemarkHeaderSize + gap + 512;
                continue;
            }

            yield return (header, file.AsSpan(at + ChunkHeader.Size, header.StoredLength).ToArray());
            at += ChunkHeader.Size + header.StoredLength;
        }
    }
}
