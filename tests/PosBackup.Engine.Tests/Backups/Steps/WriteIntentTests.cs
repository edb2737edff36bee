using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Backups.Steps;

public sealed class WriteIntentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_KeepsWhatAnEarlierRunWroteDown()
    {
        Intent("Shop").Add(["/b/one.bak"]);
        Intent("Shop").Add(["/b/two.bak", "/b/one.bak"]);

        Assert.Equal(["/b/one.bak", "/b/two.bak"], Intent("Shop").Read().Order(StringComparer.Ordinal));
        Assert.Empty(Intent("Depot").Read());
    }

    [Fact]
    public void Remove_LeavesNoFileBehindWithTheLastOne()
    {
        Intent("Shop").Add(["/b/one.bak", "/b/two.bak"]);

        Intent("Shop").Remove(["/b/one.bak"]);
        Assert.Equal(["/b/two.bak"], Intent("Shop").Read());

        Intent("Shop").Remove(["/b/two.bak", "/b/three.bak"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Add_StopsNoBackupWhereTheFolderTakesNoFile()
    {
        WriteIntent intent = WriteIntent.Of(Path.Combine(_folder.Path, "gone"), "Shop");

        intent.Add(["/b/one.bak"]);

        Assert.Empty(intent.Read());
    }

    private WriteIntent Intent(string database) => WriteIntent.Of(_folder.Path, database);
}
