using System.Globalization;
using PosBackup.Engine.Tests.Support;
using PosBackup.Integration.Tests.StandIn.Backups;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.Integration.Tests.StandIn.Restoring;

/// <summary>RESTORE HEADERONLY, FILELISTONLY, LABELONLY and VERIFYONLY, on real media.</summary>
public sealed class MediaListingTests : IDisposable
{
    private readonly Shop _server = new();

    public void Dispose() => _server.Dispose();

    [CorpusFact]
    public async Task HeaderOnly_AnswersEveryRealFileWithItsOwnValues()
    {
        foreach (CorpusFile file in Corpus.Files)
        {
            RecordingResponse answer = await _server.RunAsync($"RESTORE HEADERONLY FROM DISK = N'{file.FullPath}' WITH NOUNLOAD");

            Assert.Equal(file.Kinds, string.Concat(answer.Rows.Select((_, row) => Letter(answer.Value(row, "BackupType")))));
            Assert.Equal(file.Database, answer["DatabaseName"]);
            Assert.Equal(file.FirstLsn, Text(answer["FirstLSN"]));
            Assert.Equal(file.LastLsn, Text(answer["LastLSN"]));
            Assert.Equal(file.Start, ((DateTime)answer["BackupStartDate"]!).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            Assert.Equal(file.Version, $"{answer["SoftwareVersionMajor"]}.{answer["SoftwareVersionMinor"]}.{answer["SoftwareVersionBuild"]}");
            if (file.Notes.Contains("WITH CHECKSUM", StringComparison.Ordinal))
                Assert.Equal((true, 0x210), (answer["HasBackupChecksums"], (int)answer["Flags"]! & 0x210));
            Assert.Contains(answer["Collation"], new object[] { "SQL_Latin1_General_CP1_CI_AS", "Latin1_General_CI_AS" });
            Assert.Equal([230, 250], answer.Commands);
        }
    }

    [CorpusFact]
    public async Task FileListOnly_AnswersRealFilesWithDataAndLog()
    {
        foreach (CorpusFile file in Corpus.Files.Where(file => file.Stripes == 1))
        {
            RecordingResponse answer = await _server.RunAsync($"RESTORE FILELISTONLY FROM DISK = N'{file.FullPath}' WITH NOUNLOAD, FILE = 1");

            Assert.Equal(["D", "L"], answer.Rows.Select((_, row) => answer.Value(row, "Type")).Distinct());
            Assert.All(answer.Rows.Select((_, row) => (long)answer.Value(row, "Size")!), size => Assert.True(size > 0));
            Assert.Equal([230, 376], answer.Commands);
        }
    }

    [CorpusFact]
    public async Task VerifyOnly_FindsEveryWholeRealFileValid()
    {
        foreach (CorpusFile file in Corpus.Files.Where(file => file.Stripes == 1))
        {
            RecordingResponse answer = await _server.RunAsync($"RESTORE VERIFYONLY FROM DISK = N'{file.FullPath}' WITH NOUNLOAD");

            Assert.Equal(["The backup set on file 1 is valid."], answer.Texts(3262));
            Assert.Equal([377], answer.Commands);
        }
    }

    [CorpusFact]
    public async Task VerifyOnly_WithChecksumWantsOne()
    {
        string path = Corpus.Files.First(file => file.Stripes == 1 && !file.Notes.Contains("WITH CHECKSUM", StringComparison.Ordinal)).FullPath;

        RecordingResponse error = await _server.RunAsync($"RESTORE VERIFYONLY FROM DISK = N'{path}' WITH CHECKSUM");

        Assert.Equal([3187, 3013], error.Errors.Select(message => message.Number));
        Assert.Equal("VERIFY DATABASE is terminating abnormally.", error.Errors[1].Text);
    }

    [CorpusFact]
    public async Task VerifyOnly_OfOneStripeOfTwoWantsBoth()
    {
        string path = Corpus.Files.First(file => file.Stripes == 2).FullPath;

        RecordingResponse error = await _server.RunAsync($"RESTORE VERIFYONLY FROM DISK = N'{path}'");

        Assert.Equal("The media set has 2 media families but only 1 are provided. All members must be provided.", error.Errors[0].Text);
    }

    [CorpusTheory]
    [InlineData(10, 50, 52, 21)]
    [InlineData(11, 0, 53, 21)]
    [InlineData(12, 0, 56, 21)]
    [InlineData(13, 0, 56, 22)]
    [InlineData(15, 0, 56, 22)]
    [InlineData(16, 0, 59, 22)]
    public async Task Listings_AreAsWideAsTheVersionMakesThem(int major, int minor, int headerColumns, int fileColumns)
    {
        using var server = new Shop(options => options with { Version = new Version(major, minor, 1000) });
        string path = Corpus.Files[0].FullPath;

        RecordingResponse header = await server.RunAsync($"RESTORE HEADERONLY FROM DISK = N'{path}'");
        RecordingResponse files = await server.RunAsync($"RESTORE FILELISTONLY FROM DISK = N'{path}'");

        Assert.Equal(headerColumns, header.ResultSets[0].Count);
        Assert.Equal(fileColumns, files.ResultSets[0].Count);
        Assert.All(header.ResultSets[0].Concat(files.ResultSets[0]), column => Assert.True(column.Nullable));
    }

    [CorpusFact]
    public async Task LabelOnly_TellsTheStripe()
    {
        CorpusFile file = Corpus.Files.First(file => file.Stripe == 2);

        RecordingResponse answer = await _server.RunAsync($"RESTORE LABELONLY FROM DISK = N'{file.FullPath}' WITH NOUNLOAD");

        Assert.Equal((2, 2), (answer["FamilyCount"], answer["FamilySequenceNumber"]));
        Assert.Equal(("Microsoft SQL Server", 4608), (answer["SoftwareName"], answer["SoftwareVendorId"]));
    }

    [Theory]
    [InlineData("HEADERONLY", "missing.bak", 3201, "2(The system cannot find the file specified.)", "RESTORE HEADERONLY")]
    [InlineData("FILELISTONLY", "none/missing.bak", 3201, "3(The system cannot find the path specified.)", "RESTORE FILELIST")]
    [InlineData("LABELONLY", "missing.bak", 3201, "2(The system cannot find the file specified.)", "RESTORE LABELONLY")]
    [InlineData("VERIFYONLY", "missing.bak", 3201, "2(The system cannot find the file specified.)", "VERIFY DATABASE")]
    [InlineData("HEADERONLY", "folder", 3201, "5(Access is denied.)", "RESTORE HEADERONLY")]
    [InlineData("HEADERONLY", "empty", 3254, "is empty", "RESTORE HEADERONLY")]
    [InlineData("HEADERONLY", "text", 3241, "is incorrectly formed", "RESTORE HEADERONLY")]
    public async Task Media_ThatCannotBeReadIsRefusedInTheServersWords(string kind, string name, int number, string words, string verb)
    {
        Directory.CreateDirectory(_server.PathOf("folder"));
        await File.WriteAllBytesAsync(_server.PathOf("empty"), []);
        await File.WriteAllTextAsync(_server.PathOf("text"), new string('x', 70_000));

        RecordingResponse error = await _server.RunAsync($"RESTORE {kind} FROM DISK = N'{_server.PathOf(name)}'");

        Assert.Equal([number, 3013], error.Errors.Select(message => message.Number));
        Assert.Contains(words, error.Errors[0].Text, StringComparison.Ordinal);
        Assert.Equal($"{verb} is terminating abnormally.", error.Errors[1].Text);
    }

    [CorpusFact]
    public async Task FileListOnly_OfASetThatIsNotThereIs3287()
    {
        RecordingResponse error = await _server.RunAsync($"RESTORE FILELISTONLY FROM DISK = N'{Corpus.Files[0].FullPath}' WITH FILE = 3");

        Assert.Equal(3287, error.Errors[0].Number);
        Assert.StartsWith("The file ID 3 on device", error.Errors[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_NeedsTheRightToCreateDatabases()
    {
        _server.Instance.Logins.Add(new Login("clerk", "x"));
        _server.Session = _server.Instance.Sessions.Open("clerk", "", "", "master", "us_english", DateTimeOffset.UnixEpoch);

        RecordingResponse error = await _server.RunAsync("RESTORE HEADERONLY FROM DISK = N'x'");

        Assert.Equal((262, 14), (error.Errors[0].Number, error.Errors[0].Class));
    }

    private static char Letter(object? type) => (byte)type! switch { 1 => 'D', 2 => 'L', 5 => 'I', _ => '?' };

    private static string Text(object? lsn) => ((decimal)lsn!).ToString(CultureInfo.InvariantCulture);
}
