using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Listing;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Media;

public sealed class CorpusListingTests
{
    public static TheoryData<string> Files => [.. Corpus.WhySkipped is null ? Corpus.Files.Select(file => file.File) : []];

    [CorpusTheory]
    [MemberData(nameof(Files))]
    public async Task Inspect_TellsWhatTheManifestTells(string name)
    {
        CorpusFile expected = Corpus.Files.Single(file => file.File == name);
        MediaInspection inspection = await MediaInspector.InspectAsync(expected.FullPath);

        Assert.Empty(inspection.Findings);
        MediaFile media = inspection.Media;
        BackupSet set = Assert.Single(media.Sets);
        Assert.Equal(expected.Size, media.Length);
        Assert.Equal((expected.Stripe, expected.Stripes), (media.Stripe, media.Stripes));
        Assert.Equal(expected.Notes.Contains("compressed", StringComparison.Ordinal), media.IsCompressed);
        Assert.Equal(media.IsCompressed ? MediaContainer.MssqlBak : MediaContainer.Mtf, media.Container);
        Assert.Equal(expected.Notes.Contains("media password", StringComparison.Ordinal), media.HasPassword);
        Assert.Equal("Microsoft SQL Server", media.SoftwareName);
        Assert.NotEqual(Guid.Empty, media.MediaSetId);

        Assert.Equal(expected.Version, set.SoftwareVersion.ToString());
        Assert.Equal(expected.Kinds, set.TypeLetter.ToString());
        Assert.Equal(KindOf(expected.Kinds), set.Kind);
        Assert.Equal(expected.Database, set.Database);
        Assert.Equal(expected.Start, set.StartedAt.Local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        Assert.Equal(expected.FirstLsn, set.FirstLsn.ToString());
        Assert.Equal(expected.LastLsn, set.LastLsn.ToString());
        // The manifest names what carries a checksum; an empty log made WITH CHECKSUM carries none.
        Assert.Equal(expected.Notes.Contains("WITH CHECKSUM", StringComparison.Ordinal), set.HasChecksum && set.FirstLsn != set.LastLsn);
        Assert.EndsWith("page_verify " + (set.PageVerify == PageVerify.TornPage ? "TORN" : "CHECKSUM"), expected.Notes, StringComparison.Ordinal);
    }

    [CorpusTheory]
    [MemberData(nameof(Files))]
    public async Task Inspect_FillsEveryFieldOfTheSet(string name)
    {
        MediaInspection inspection = await MediaInspector.InspectAsync(Corpus.PathOf(name));
        BackupSet set = Assert.Single(inspection.Media.Sets);

        Assert.Equal(1, set.Position);
        Assert.NotEqual(Guid.Empty, set.SetGuid);
        Assert.NotEqual(Guid.Empty, set.FamilyGuid);
        Assert.NotEqual(Guid.Empty, set.RecoveryForkGuid);
        Assert.NotEqual(Guid.Empty, set.BindingGuid);
        Assert.NotNull(set.StartedAt.Offset);
        Assert.True(set.FinishedAt!.Value.Local >= set.StartedAt.Local);
        Assert.True(set.DatabaseCreatedAt!.Value.Local <= set.StartedAt.Local);
        Assert.Equal(set.Machine, set.Instance.Split('\\')[0]);
        Assert.NotEmpty(set.User);
        Assert.InRange(set.DatabaseVersion, 611, 1000);
        Assert.InRange(set.CompatibilityLevel, 80, 170);
        Assert.Equal(4608, set.SoftwareVendorId);
        Assert.True(set.BackupSize > 0 && set.CompressedSize > 0);
        Assert.True(set.FirstLsn <= set.LastLsn && !set.CheckpointLsn.IsZero);
        Assert.NotEqual(RecoveryModel.Unknown, set.RecoveryModel);
        Assert.True(set.Flags.HasFlag(BackupFlags.Always));
        Assert.Contains(set.Files, file => file.IsLog && file.FileId == 2 && file.FileGroupName is null);
        Assert.Contains(set.Files, file => !file.IsLog && file.FileId == 1 && file.FileGroupName == "PRIMARY");
        Assert.All(set.Files, file =>
        {
            Assert.NotEmpty(file.LogicalName);
            Assert.Matches(@"(?i)^[a-z]:\\.*\.(mdf|ndf|ldf)$", file.PhysicalName);
            Assert.True(file.Size > 0 && file.Size % 8192 == 0);
            Assert.True(file.UniqueId != Guid.Empty || file.LogicalName == "Northwind", "only a database that came from 2000 has no file GUID");
        });
    }

    [CorpusTheory]
    [MemberData(nameof(Files))]
    public async Task Inspect_FromTheBeginningTellsTheSameAsFromTheEnd(string name)
    {
        using var folder = new TemporaryFolder();
        string cut = Path.Combine(folder.Path, "cut.bak");
        byte[] bytes = await File.ReadAllBytesAsync(Corpus.PathOf(name));
        await File.WriteAllBytesAsync(cut, bytes[..^100]);

        BackupSet whole = (await MediaInspector.InspectAsync(Corpus.PathOf(name))).Media.Sets.Single();
        MediaInspection inspection = await MediaInspector.InspectAsync(cut);

        Assert.Contains(inspection.Findings, finding => finding.Severity == FindingSeverity.Error);
        BackupSet fromStart = Assert.Single(inspection.Media.Sets);
        Assert.Equal(whole with { Files = [] }, fromStart with { Files = [] });
        Assert.Equal(whole.Files, fromStart.Files);
    }

    [CorpusTheory]
    [InlineData("sqltoolsservice/FullBackup.bak")]
    [InlineData("SC-701_ClassWork/northwind.bak")]
    public void List_ReadsLittleOfTheFile(string name)
    {
        using var file = MediaBytes.Open(Corpus.PathOf(name), FileOptions.None);

        Assert.Single(new MediaLister(file).List(CancellationToken.None).Media.Sets);
        Assert.InRange(file.BytesRead, 1, 40_000);
    }

    private static BackupKind KindOf(string letter) => letter switch
    {
        "D" => BackupKind.Full,
        "I" => BackupKind.Differential,
        "L" => BackupKind.Log,
        _ => BackupKind.Unknown,
    };
}
