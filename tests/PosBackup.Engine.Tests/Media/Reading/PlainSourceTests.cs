using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Media.Reading;

public sealed class PlainSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_EndsWhereItIsTold()
    {
        string path = _folder.File("numbers");
        File.WriteAllBytes(path, [.. Enumerable.Range(0, 100).Select(i => (byte)i)]);
        using var file = MediaBytes.Open(path, FileOptions.None);
        var source = new PlainSource(file, start: 10, end: 20);
        byte[] read = new byte[50];

        Assert.Equal(4, source.Skip(4));
        Assert.Equal(6, source.Read(read));
        Assert.Equal([14, 15, 16, 17, 18, 19], read[..6]);
        Assert.Equal((0, 0L), (source.Read(read), source.Skip(1)));
    }
}
