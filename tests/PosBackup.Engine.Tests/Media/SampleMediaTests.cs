using System.Buffers.Binary;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Records;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Media;

/// <summary>Whole media made by hand: runs without the corpus, and shows what no file of the corpus does.</summary>
public sealed class SampleMediaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_SurvivesSizesThatAddUpToMoreThanThereAreNumbers()
    {
        VerificationReport report = await VerifyAsync(SampleMedia.Make(new SampleSet
        {
            FinalDescription = static description =>
            {
                for (int at = description.AsSpan().IndexOf("SFIN"u8); at >= 0;)
                {
                    Span<byte> record = description.AsSpan(at);
                    BinaryPrimitives.WriteUInt32LittleEndian(record[SfinRecord.KindAt..], SfinRecord.LogFile);
                    BinaryPrimitives.WriteInt64LittleEndian(record[SfinRecord.BackupSizeAt..], long.MaxValue);
                    int next = record[1..].IndexOf("SFIN"u8);
                    at = next < 0 ? -1 : at + 1 + next;
                }
            },
        }));

        Assert.Equal(Verdict.Damaged, report.Verdict);
        Assert.Contains(report.Findings, finding => finding.Code == FindingCode.LogRangeMismatch);
    }

    [Fact]
    public async Task Inspect_ListsASet()
    {
        MediaInspection inspection = await InspectAsync(SampleMedia.Make(new SampleSet()));

        Assert.Empty(inspection.Findings);
        MediaFile media = inspection.Media;
        Assert.Equal((MediaContainer.Mtf, SampleMedia.MediaSetId, 1, 1), (media.Container, media.MediaSetId, media.Stripe, media.Stripes));
        Assert.Equal(("tape one", 0xFEEDBEEFu, 512), (media.MediaName, media.MediaFamilyId, media.BlockSize));
        BackupSet set = Assert.Single(media.Sets);
        Assert.Equal(("Shop", @"TILL7\SQLEXPRESS", "TILL7", @"SHOP\till", "nightly"), (set.Database, set.Instance, set.Machine, set.User, set.Name));
        Assert.Equal("2024-02-29T23:59:58+08:00", set.StartedAt.ToString());
        Assert.Equal("2024-03-01T00:00:01+08:00", set.FinishedAt.ToString());
        Assert.Equal((PageVerify.Checksum, RecoveryModel.Full, true), (set.PageVerify, set.RecoveryModel, set.HasChecksum));
        Assert.Equal(["Shop", "Shop_log"], set.Files.Select(file => file.LogicalName));
        Assert.Equal(3 * 65536, set.Files[0].BackupSize);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(60)]
    public async Task Inspect_ListsAllSetsOfAFile(int count)
    {
        SampleSet[] sets = [.. Enumerable.Range(1, count).Select(i => new SampleSet { Kind = 'L', Name = $"set {i}", SetGuid = new Guid(i, 0, 0, new byte[8]) })];
        byte[] file = SampleMedia.Make(sets);

        MediaInspection fromEnd = await InspectAsync(file);
        MediaInspection fromStart = await InspectAsync([.. file, 1]);

        Assert.Empty(fromEnd.Findings);
        Assert.Equal(sets.Select(set => (set.Name, set.SetGuid)), fromEnd.Media.Sets.Select(set => (set.Name, set.SetGuid)));
        Assert.Equal(Enumerable.Range(1, count), fromStart.Media.Sets.Select(set => set.Position));
        Assert.NotEmpty(fromStart.Findings);
        Assert.Equal(Verdict.Intact, (await VerifyAsync(file)).Verdict);
    }

    [Fact]
    public async Task Inspect_OfFormattedMediaListsNoSet()
    {
        byte[] file = SampleMedia.Make();

        Assert.Equal(FindingCode.NoSets, Assert.Single((await InspectAsync(file)).Findings).Code);
        Assert.Equal(Verdict.NotChecked, (await VerifyAsync(file)).Verdict);
    }

    [Fact]
    public async Task Verify_FindsAFullSetIntact()
    {
        VerificationReport report = await VerifyAsync(SampleMedia.Make(new SampleSet()));

        Assert.Empty(report.Findings);
        Assert.Equal(Verdict.Intact, report.Verdict);
        Assert.Equal((24, 24, 3, 2), (report.Counts.Pages, report.Counts.PagesChecked, report.Counts.LogBlocksChecked, report.Counts.BackupChecksumsChecked));
    }

    [Fact]
    public async Task Verify_MissesAnAllocatedExtent() =>
        await FindsAsync(new SampleSet { Written = [0, 2] }, FindingCode.AllocationMapMismatch, FindingSeverity.Suspect);

    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 0 })]
    [InlineData(new[] { 0 }, new[] { 0, 2 })]
    public async Task Verify_ComparesADifferentialWithItsMap(int[] changed, int[] written) => await FindsAsync(
        new SampleSet { Kind = 'I', Changed = changed, Written = written }, FindingCode.DifferentialMapMismatch, FindingSeverity.Suspect);

    [Fact]
    public async Task Verify_FindsADifferentialIntact() =>
        Assert.Empty((await VerifyAsync(SampleMedia.Make(new SampleSet { Kind = 'I', Changed = [0, 2] }))).Findings);

    [Fact]
    public async Task Verify_ReadsTheMapsBehindTheFirstFourGigabytes()
    {
        var set = new SampleSet { Kind = 'I', Extents = 64_000, Changed = [0, 63_904, 63_999] };

        Assert.Empty((await VerifyAsync(SampleMedia.Make(set))).Findings);
        Finding finding = await FindsAsync(set with { Written = [0, 63_904] }, FindingCode.DifferentialMapMismatch, FindingSeverity.Suspect);
        Assert.Contains($"(1:{63_999 * 8})", finding.Message, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task Verify_ReadsFilesBeyondFourGigabytesInLittleMemory()
    {
        string path = _folder.File("large.bak");
        await using (FileStream file = File.Create(path, 1 << 20))
            SampleMedia.Write(file, new SampleSet { Extents = 70_000 }, new SampleSet { Kind = 'L', SetGuid = Guid.NewGuid() });

        long before = GC.GetTotalAllocatedBytes(precise: true);
        VerificationReport report = await MediaVerifier.VerifyAsync([path], new VerifyOptions { Sha256 = false });

        Assert.Equal((Verdict.Intact, 2, 560_000L), (report.Verdict, report.Media[0].Sets.Count, report.Counts.Pages));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 100 << 20);
    }

    [Theory]
    [InlineData(true, FindingSeverity.Error)]
    [InlineData(false, FindingSeverity.Suspect)]
    public async Task Verify_CallsABadPageDamageOnlyWhereTheServerChecked(bool withChecksum, FindingSeverity severity)
    {
        Finding finding = await FindsAsync(
            new SampleSet { WithChecksum = withChecksum, Page = (id, page) => page[1000] ^= (byte)(id == 12 ? 1 : 0) },
            FindingCode.PageChecksumMismatch,
            severity);
        Assert.Contains("(1:12)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_IgnoresWhatStandsInFreePages()
    {
        var set = new SampleSet
        {
            FreePages = [12, 13],
            Page = static (id, page) => Overwrite(page, id == 12 ? (byte)0xAB : id == 13 ? (byte)0 : null),
        };

        Assert.Empty((await VerifyAsync(SampleMedia.Make(set))).Findings);
        await FindsAsync(set with { FreePages = [12] }, FindingCode.PageMisplaced, FindingSeverity.Suspect);
    }

    [Fact]
    public async Task Verify_FindsAPageThatWasWrittenInPart() => await FindsAsync(
        new SampleSet
        {
            Page = static (_, page) =>
            {
                page[5] = 1;
                for (int sector = 0; sector < 16; sector++)
                    page[(sector * 512) + 511] = (byte)((page[(sector * 512) + 511] & ~3) | (sector < 9 ? 1 : 2));
            },
        },
        FindingCode.PageTorn,
        FindingSeverity.Error);

    [Fact]
    public async Task Verify_CallsPagesThatNeverMatchEncrypted()
    {
        var set = new SampleSet { Extents = 12, Page = static (id, page) => page[500] ^= (byte)(id > 7 ? 1 : 0) };
        VerificationReport report = await VerifyAsync(SampleMedia.Make(set));

        Assert.Equal(FindingCode.PagesEncrypted, Assert.Single(report.Findings).Code);
        Assert.Equal(Verdict.NotChecked, report.Verdict);
    }

    [Fact]
    public async Task Verify_FindsAGapInTheLog() =>
        await FindsAsync(new SampleSet { LogNumbers = new Dictionary<int, uint> { [1] = 402 } }, FindingCode.LogGap, FindingSeverity.Error);

    [Fact]
    public async Task Verify_ComparesTheTwoDescriptions() => await FindsAsync(
        new SampleSet { FinalDescription = static description => description[0x9C] ^= 1 }, FindingCode.MetadataMismatch, FindingSeverity.Error);

    [Fact]
    public async Task Verify_FindsASetThatWasBrokenOff() =>
        await FindsAsync(new SampleSet { SetEndAttributes = 0x40000 }, FindingCode.SetAborted, FindingSeverity.Error);

    [Fact]
    public async Task Verify_SaysWhereContentsHaveNoProtection()
    {
        var set = new SampleSet { Status = 0, WithChecksum = false, Page = static (_, page) => page[5] = 0 };
        VerificationReport report = await VerifyAsync(SampleMedia.Make(set));

        Assert.Equal(FindingCode.ContentsUnprotected, Assert.Single(report.Findings).Code);
        Assert.Equal((Verdict.Intact, 24L), (report.Verdict, report.Counts.PagesUnprotected));
    }

    [Theory]
    [InlineData("ABCD", "MQCX", FindingCode.UnknownBlock)]
    [InlineData("MSTL", "FSDA", FindingCode.UnknownStream)]
    public async Task Verify_DoesNotJudgeWhatItDoesNotKnow(string block, string stream, FindingCode code)
    {
        var set = new SampleSet
        {
            MoreBlocks = writer =>
            {
                writer.Block(Tag(block), new byte[0x250]);
                writer.Stream(Tag(stream), Bytes.Random(seed: 1, count: 70_001));
                writer.EndBlock(Tag(block));
            },
        };
        VerificationReport report = await VerifyAsync(SampleMedia.Make(set));

        Assert.Contains(report.Findings, finding => finding.Code == code);
        Assert.All(report.Findings, finding => Assert.Equal(FindingSeverity.Note, finding.Severity));
        Assert.Equal(Verdict.NotChecked, report.Verdict);
    }

    [Fact]
    public async Task Verify_GoesOnWithTheNextSetBehindDamage()
    {
        byte[] file = SampleMedia.Make(new SampleSet(), new SampleSet { Kind = 'L', SetGuid = Guid.NewGuid() });
        int damage = 0x1000 + file.AsSpan(0x1000).IndexOf("MSDA"u8);
        file[damage + 8] ^= 0x10;
        VerificationReport report = await VerifyAsync(file);

        Assert.Equal(Verdict.Damaged, report.Verdict);
        Assert.Equal(damage, report.Findings[0].Offset);
        Assert.Equal(2, report.Media[0].Sets.Count);
        Assert.DoesNotContain(report.Findings, finding => finding.Position == 2);
        Assert.Equal(2, report.Counts.BackupChecksumsChecked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(100_000)]
    public async Task Verify_FindsWhatFollowsTheEnd(int more)
    {
        VerificationReport report = await VerifyAsync([.. SampleMedia.Make(new SampleSet()), .. new byte[more]]);

        Assert.Equal(Verdict.Damaged, report.Verdict);
        Assert.Contains(report.Findings, finding => finding.Code == FindingCode.TrailingBytes);
    }

    [Fact]
    public async Task Verify_FindsEveryCut()
    {
        byte[] file = SampleMedia.Make(new SampleSet { Extents = 1, Kind = 'I' });
        for (int length = file.Length - 1; length > 0; length -= 1777)
            Assert.Equal(Verdict.Damaged, (await VerifyAsync(file[..length])).Verdict);
    }

    [Fact]
    public async Task Verify_HashesWhateverTheFileIs()
    {
        VerificationReport report = await VerifyAsync("hello, I am no backup"u8.ToArray());

        Assert.Equal((Verdict.Damaged, VerificationLevel.None), (report.Verdict, report.Level));
        Assert.Equal(FindingCode.NotBackupMedia, Assert.Single(report.Findings).Code);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("hello, I am no backup"u8)), Assert.Single(report.Sha256));
    }

    private async Task<Finding> FindsAsync(SampleSet set, FindingCode code, FindingSeverity severity)
    {
        VerificationReport report = await VerifyAsync(SampleMedia.Make(set));
        Finding finding = report.Findings.First(finding => finding.Code == code);
        Assert.Equal((severity, 1), (finding.Severity, finding.Position));
        Assert.Equal(severity == FindingSeverity.Error ? Verdict.Damaged : Verdict.Suspect, report.Verdict);
        return finding;
    }

    private static void Overwrite(byte[] page, byte? value)
    {
        if (value is { } fill)
            page.AsSpan().Fill(fill);
    }

    private static uint Tag(string letters) => BitConverter.ToUInt32(System.Text.Encoding.ASCII.GetBytes(letters));

    private async Task<MediaInspection> InspectAsync(byte[] file) => await MediaInspector.InspectAsync(await SaveAsync(file));

    private async Task<VerificationReport> VerifyAsync(byte[] file) => await MediaVerifier.VerifyAsync([await SaveAsync(file)], new VerifyOptions());

    private async Task<string> SaveAsync(byte[] file)
    {
        string path = _folder.File("sample.bak");
        await File.WriteAllBytesAsync(path, file);
        return path;
    }
}
