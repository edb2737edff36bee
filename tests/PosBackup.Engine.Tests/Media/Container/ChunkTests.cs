using System.Buffers.Binary;
using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;
using PosBackup.SqlStandIn.Backups.Xpress;

namespace PosBackup.Engine.Tests.Media.Container;

public sealed class ChunkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FindingLog _findings = new(path: null);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 8)]
    [InlineData(8, 64)]
    public void Read_GivesTheChunksInOrderOnAnyNumberOfThreads(int threads, int slots)
    {
        byte[][] pieces = [.. Enumerable.Range(0, 20).Select(i => Text(i, 512 * (1 + (i * 37 % 128))))];
        var options = new InflatingOptions { Tally = new Tally(), Threads = threads, Slots = slots };

        Assert.Equal(pieces.SelectMany(piece => piece), Read([.. pieces.SelectMany(Compressed)], options));
        Assert.Empty(_findings.All());
    }

    [Fact]
    public void Read_TakesPiecesThatDidNotShrink()
    {
        byte[] noise = Bytes.Random(seed: 1, count: 65536), small = Bytes.Random(seed: 2, count: 1024);

        Assert.Equal([.. noise, .. small, .. Text(3, 4096)], Read([.. Stored(noise), .. Stored(small), .. Compressed(Text(3, 4096))]));
        Assert.Empty(_findings.All());
    }

    [Fact]
    public void Read_FindsAChunkThatDoesNotMatchItsChecksum()
    {
        byte[] chunk = Compressed(Text(1, 65536));
        chunk[ChunkHeader.Size + 300] ^= 1;
        byte[] read = Read([.. chunk, .. Compressed(Text(2, 512))]);

        Assert.Contains(Assert.Single(_findings.All()).Code, new[] { FindingCode.ChunkChecksumMismatch, FindingCode.ChunkNotDecompressed });
        Assert.Equal(65536 + 512, read.Length);
        Assert.Equal(Text(2, 512), read[65536..]);
    }

    [Fact]
    public void Read_EndsWithoutBlameWhereAnIntactChunkIsOfAnUnknownForm()
    {
        byte[] foreign = Chunk(0x28, 1024, Bytes.Random(seed: 4, count: 700));

        Assert.Equal(Text(1, 512), Read([.. Compressed(Text(1, 512)), .. foreign, .. Compressed(Text(2, 512))]));
        Finding finding = Assert.Single(_findings.All());
        Assert.Equal((FindingCode.UnknownChunk, FindingSeverity.Note), (finding.Code, finding.Severity));
    }

    [Fact]
    public void Read_FindsAChunkWhoseKindIsWrong()
    {
        byte[] chunk = Compressed(Text(1, 512));
        chunk[ChunkHeader.KindAt] = 0x61;

        Assert.Equal(Text(1, 512), Read(chunk));
        Assert.Equal(FindingCode.ChunkHeaderDamaged, Assert.Single(_findings.All()).Code);
    }

    [Theory]
    [InlineData(1, 0x11)]
    [InlineData(700, ChunkKind.Compressed)]
    [InlineData(200_000, ChunkKind.Compressed)]
    [InlineData(200_000, ChunkKind.Filemark)]
    [InlineData(200_000, ChunkKind.IndexAndFilemark)]
    public void Read_GoesOnBehindRubbish(int rubbish, byte value)
    {
        byte[] read = Read([.. Compressed(Text(1, 512)), .. Enumerable.Repeat(value, rubbish), .. Compressed(Text(2, 65536)), .. Compressed(Text(3, 512))]);

        Assert.Equal([.. Text(1, 512), .. Text(2, 65536), .. Text(3, 512)], read);
        Assert.Contains(_findings.All(), finding => finding.Code == FindingCode.ChunkHeaderDamaged);
    }

    [Fact]
    public void Read_FindsACutChunk()
    {
        Read(Compressed(Text(1, 65536))[..^1]);

        Assert.Contains(_findings.All(), finding => finding.Code == FindingCode.Truncated);
    }

    [Fact]
    public void Skip_PassesOverChunksByTheirHeaders()
    {
        byte[] damaged = Compressed(Text(1, 65536));
        damaged[ChunkHeader.Size] ^= 1;
        using var file = MediaBytes.Open(Save([.. damaged, .. Compressed(Text(2, 2048))]), FileOptions.None);
        using InflatingSource source = Source(file, new InflatingOptions { Tally = new Tally(), SkipsUnread = true });
        byte[] rest = new byte[1024];

        Assert.Equal(65536 + 1024, source.Skip(65536 + 1024));
        Assert.Equal(1024, source.Read(rest));
        Assert.Equal(Text(2, 2048)[1024..], rest);
        Assert.Empty(_findings.All());
    }

    [Theory]
    [InlineData(1u, 0u, FindingCode.UnknownContainerVersion)]
    [InlineData(2u, 0x83u, FindingCode.UnknownCompression)]
    [InlineData(2u, 7u, FindingCode.UnknownCompression)]
    public async Task Verify_DoesNotJudgeContainersThatItDoesNotKnow(uint version, uint algorithm, FindingCode code)
    {
        string path = Save([.. Header(version, algorithm), .. Bytes.Random(seed: 1, count: 5000)]);
        VerificationReport report = await MediaVerifier.VerifyAsync([path], new VerifyOptions());

        Assert.Equal((Verdict.NotChecked, VerificationLevel.None), (report.Verdict, report.Level));
        Assert.Equal(code, Assert.Single(report.Findings).Code);
        Assert.Single(report.Sha256);
    }

    [Fact]
    public async Task Verify_DoesNotJudgeEncryptedMedia()
    {
        string path = Save([.. Header(version: 2, algorithm: 3), .. Chunk(ChunkKind.Encrypted, 1024, Bytes.Random(seed: 1, count: 700))]);
        VerificationReport report = await MediaVerifier.VerifyAsync([path], new VerifyOptions());

        Assert.True(report.Media[0].IsEncrypted);
        Assert.Equal((Verdict.NotChecked, FindingCode.Encrypted), (report.Verdict, Assert.Single(report.Findings).Code));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    public void Places_AreForgottenOldestFirst(int last)
    {
        var places = new ChunkPlaces(capacity: 8);
        for (int i = 0; i <= last; i++)
            places.Add(i * 100, i * 7);

        Assert.Equal((last * 7, (last - 1) * 7), (places.FileOffset(5000), places.FileOffset((last * 100) - 1)));
        Assert.True(places.Contains(new ChunkIndexEntry(last * 100, last * 7)));
        Assert.False(places.Contains(new ChunkIndexEntry(last * 100, (last - 1) * 7)));
        Assert.False(places.Contains(new ChunkIndexEntry((last * 100) + 1, last * 7)));
        Assert.Null(places.Contains(new ChunkIndexEntry(100, 7)));
    }

    [Fact]
    public void Read_GivesUpWhereEverythingLooksLikeAChunk()
    {
        byte[] head = [ChunkKind.Compressed, 0x80, 0xFF, 0xFF, 0, 0, 0, 0];
        Read([.. Compressed(Text(1, 512)), 0xFF, .. Enumerable.Repeat(head, 110_000).SelectMany(one => one)]);

        Assert.Contains(_findings.All(), finding => finding.Message.EndsWith("was not searched", StringComparison.Ordinal));
    }

    private byte[] Read(byte[] chunks, InflatingOptions? options = null)
    {
        using var file = MediaBytes.Open(Save(chunks), FileOptions.None);
        using InflatingSource source = Source(file, options ?? new InflatingOptions { Tally = new Tally(), Threads = 2, Slots = 4 });
        using var read = new MemoryStream();
        byte[] buffer = new byte[10_000];
        while (source.Read(buffer) is > 0 and var count)
            read.Write(buffer, 0, count);

        return read.ToArray();
    }

    private InflatingSource Source(MediaBytes file, InflatingOptions options)
    {
        var window = new ByteWindow(new PlainSource(file, start: 0), position: 0, 2 * ByteWindow.MaxPiece);
        return new InflatingSource(new ChunkWalk(window, _findings), position: 0, options, _findings);
    }

    private string Save(byte[] bytes)
    {
        string path = _folder.File("chunks.bak");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Text(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)"abcdefgh"[random.Next(8)])];
    }

    private static byte[] Compressed(byte[] piece) => Chunk(ChunkKind.Compressed, piece.Length, new XpressHuffmanCompressor().Compress(piece).ToArray());

    private static byte[] Stored(byte[] piece) => Chunk(ChunkKind.Compressed, piece.Length, piece);

    private static byte[] Chunk(byte kind, int length, byte[] stored)
    {
        byte[] header = new byte[ChunkHeader.Size];
        header[ChunkHeader.KindAt] = kind;
        header[ChunkHeader.UnitsAt] = (byte)(length / ChunkHeader.Unit);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(ChunkHeader.StoredAt), (ushort)stored.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChunkHeader.ChecksumAt), ChunkChecksum.Compute(stored));
        return [.. header, .. stored];
    }

    private static byte[] Header(uint version, uint algorithm)
    {
        FieldWriter header = new FieldWriter(ContainerHeader.Size).U32(ContainerHeader.VersionAt, version).U32(ContainerHeader.AlgorithmAt, algorithm);
        ContainerHeader.Signature.CopyTo(header.Bytes);
        return header.Bytes;
    }
}
