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

    /// <summary>By way of a folder that is a link too, and from where that lies: what is at the end changes, and no link does.</summary>
    [UnixFact]
    public async Task Of_IsThatOfWhatIsAtTheEndOfALink()
    {
        Directory.CreateDirectory(_folder.File("share/store"));
        Directory.CreateSymbolicLink(_folder.File("mounted"), Path.Combine("share", "store"));
        File.CreateSymbolicLink(_folder.File("link"), Path.Combine("mounted", "second"));
        File.CreateSymbolicLink(_folder.File("share/store/second"), Path.Combine("..", "end"));
        foreach (string content in (string[])["12", "123"])
        {
            await File.WriteAllTextAsync(_folder.File("share/end"), content);
            Assert.Equal(content.Length, FileStamp.Of(_folder.File("link"))!.Value.Length);
        }
    }

    /// <summary>Whoever reads it is told that nothing is at its end.</summary>
    [UnixFact]
    public void Of_IsThatOfALinkItself_WhereItLeadsNowhere_OrToItself()
    {
        foreach (string end in (string[])["nowhere", "ring"])
        {
            File.CreateSymbolicLink(_folder.File("ring"), end);
            Assert.Equal(end.Length, FileStamp.Of(_folder.File("ring"))!.Value.Length);
            File.Delete(_folder.File("ring"));
        }
    }
}
