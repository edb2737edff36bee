using PosBackup.Engine.Files;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Files;

public sealed class FileStampTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_TellsAFileFromOneOfAnotherLengthOrTime()
    {
        string path = _folder.File("holds.json");
        await File.WriteAllTextAsync(path, "12");
        var written = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, written);

        Assert.Equal(new FileStamp(written, 2), FileStamp.Of(path));

        File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
        Assert.NotEqual(new FileStamp(written, 2), FileStamp.Of(path));
    }

    [Fact]
    public void Of_IsNullWhereNoFileIs()
    {
        Assert.Null(FileStamp.Of(_folder.File("none")));
        Assert.Null(FileStamp.Of(_folder.Path));
    }

    /// <summary>Whoever reads it is told that nothing is at its end.</summary>
    [UnixFact]
    public void Of_IsThatOfALinkItself_AlsoOfOneToNowhere()
    {
        string link = _folder.File("link");
        File.CreateSymbolicLink(link, "nowhere");

        Assert.Equal("nowhere".Length, FileStamp.Of(link)!.Value.Length);
    }
}
