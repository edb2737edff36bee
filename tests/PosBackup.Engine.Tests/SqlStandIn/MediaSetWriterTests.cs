using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;
using PosBackup.SqlStandIn.Backups.Synthetic;
using PosBackup.SqlStandIn.Backups.Writing;

namespace PosBackup.Engine.Tests.SqlStandIn;

/// <summary>What the stand-in writes must be media to the engine, which learned the format from real files.</summary>
public sealed class MediaSetWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<BackupKind, bool, bool, int, int, int> Shapes()
    {
        var shapes = new TheoryData<BackupKind, bool, bool, int, int, int>();
        foreach (BackupKind kind in new[] { BackupKind.Full, BackupKind.Differential, BackupKind.Log })
        {
            foreach (bool checksum in new[] { false, true })
            {
                foreach (bool compressed in new[] { false, true })
                {
                    foreach (int stripes in new[] { 1, 3 })
                    {
                        shapes.Add(kind, checksum, compressed, stripes, 512, 10);
                        shapes.Add(kind, checksum, compressed, stripes, 65536, 13);
                        shapes.Add(kind, checksum, compressed, stripes, 4096, 16);
                    }
                }
            }
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task WrittenMedia_IsIntact(BackupKind kind, bool checksum, bool compressed, int stripes, int blockSize, int major)
    {
        string[] paths = Paths(stripes);

        new SyntheticShape { Kind = kind, SoftwareMajor = major, StorePages = 300, LogBlocks = 40 }.WriteTo(paths, checksum, compressed, blockSize);

        await AssertIntactAsync(paths);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public async Task AppendedSets_AreListedBehindTheOthersAndIntact(bool compressed, int stripes)
    {
        string[] paths = Paths(stripes);
        BackupSet first = new SyntheticShape { StorePages = 100 }.WriteTo(paths, compressed: compressed);
        BackupSet second = Append(paths, new SyntheticShape { StorePages = 100, Kind = BackupKind.Differential });
        BackupSet third = Append(paths, new SyntheticShape { Kind = BackupKind.Log, LogBlocks = 20 });

        MediaInspection media = await MediaInspector.InspectAsync(paths[0]);

        Assert.Empty(media.Findings);
        Assert.Equal([1, 2, 3], media.Media.Sets.Select(set => set.Position));
        Assert.Equal([first.SetGuid, second.SetGuid, third.SetGuid], media.Media.Sets.Select(set => set.SetGuid));
        await AssertIntactAsync(paths);
    }

    [Fact]
    public async Task MoreSetsThanAFilemarkCanList_AreIntact()
    {
        string[] paths = Paths(1);
        new SyntheticShape { StorePages = 20 }.WriteTo(paths);
        for (int set = 2; set <= 40; set++)
            Append(paths, new SyntheticShape { Kind = BackupKind.Log, LogBlocks = 1 });

        MediaInspection media = await MediaInspector.InspectAsync(paths[0]);

        Assert.Equal(40, media.Media.Sets.Count);
        await AssertIntactAsync(paths);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatIsWritten_IsWhatTheHeaderTells(bool compressed)
    {
        string[] paths = Paths(2);

        BackupSet written = new SyntheticShape { Kind = BackupKind.Differential }.WriteTo(paths, checksum: true, compressed);

        MediaFile media = (await MediaInspector.InspectAsync(paths[1])).Media;
        Assert.Equal((2, 2, compressed, 512), (media.Stripe, media.Stripes, media.IsCompressed, media.BlockSize));
        BackupSet read = Assert.Single(media.Sets);
        Assert.Equal(written.Files, read.Files);
        Assert.Equal(written with { Files = [], SoftwareVendorId = read.SoftwareVendorId, Flags = read.Flags }, read with { Files = [] });
        Assert.True(read.HasChecksum);
    }

    [Fact]
    public void RollBack_DeletesNewMedia()
    {
        string[] paths = Paths(2);
        MediaSetWriter writer = MediaSetWriter.Create(paths, Label(stripes: 2));

        writer.RollBack();

        Assert.All(paths, path => Assert.False(File.Exists(path)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RollBack_CutsOffASetThatWasCancelled(bool compressed)
    {
        string[] paths = Paths(2);
        new SyntheticShape().WriteTo(paths, compressed: compressed);
        byte[][] before = [.. paths.Select(File.ReadAllBytes)];
        using var cancel = new CancellationTokenSource();
        MediaSetWriter writer = MediaSetWriter.Append([.. paths.Select(ExistingStripeReader.Read)]);

        Assert.Throws<OperationCanceledException>(() => writer.WriteSet(
            new SyntheticBackup(new SyntheticShape { StorePages = 2000 }),
            checksum: true,
            bytes => { if (bytes > 4_000_000) cancel.Cancel(); },
            cancel.Token));
        writer.RollBack();

        Assert.Equal(before, paths.Select(File.ReadAllBytes));
        await AssertIntactAsync(paths);
    }

    [Fact]
    public void RollBack_AfterADiskRanFull_LeavesMediaThatWasOverwrittenEmpty()
    {
        string[] paths = Paths(1);
        new SyntheticShape { StorePages = 1000 }.WriteTo(paths);
        MediaSetWriter writer = MediaSetWriter.Create(
            paths, Label(stripes: 1), (path, mode) => new SmallDisk(new FileStream(path, mode), room: 3_000_000), keepsMedia: true);

        Assert.Throws<IOException>(() => writer.WriteSet(new SyntheticBackup(new SyntheticShape { StorePages = 1000 }), checksum: false));
        writer.RollBack();

        ExistingStripe left = ExistingStripeReader.Read(paths[0]);
        Assert.Equal((0, 1536L), (left.LastPosition, left.Length));
    }

    public void Dispose() => _folder.Dispose();

    private static MediaLabel Label(int stripes) => MediaLabel.New(stripes, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified));

    private static BackupSet Append(string[] paths, SyntheticShape shape)
    {
        using MediaSetWriter writer = MediaSetWriter.Append([.. paths.Select(ExistingStripeReader.Read)]);
        return writer.WriteSet(new SyntheticBackup(shape), checksum: true);
    }

    private string[] Paths(int stripes) => [.. Enumerable.Range(1, stripes).Select(stripe => _folder.File($"{stripe}.bak"))];

    private static async Task AssertIntactAsync(string[] paths)
    {
        VerificationReport report = await MediaVerifier.VerifyAsync(paths, new VerifyOptions());
        Assert.True(report.Verdict == Verdict.Intact, string.Join('\n', report.Findings.Select(finding => $"{finding.Severity} {finding.Code} at {finding.Offset}: {finding.Message}")));
    }

    /// <summary>A disk with so much room.</summary>
    private sealed class SmallDisk(Stream file, long room) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position { get => file.Position; set => file.Position = value; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (file.Position + count > room)
                throw new IOException("There is not enough space on the disk.");

            file.Write(buffer, offset, count);
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => file.SetLength(value);

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
