using PosBackup.Engine.Files;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Files;

public sealed class ReadHoldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_HoldsAFileUntilItIsDisposed()
    {
        string path = Write("full.bak");
        using (var hold = new ReadHold())
        {
            hold.Add([path]);
            hold.Add([path]);
            Assert.True(ReadHold.IsHeld(path));
            Assert.Equal(ErrorCode.FileAccess, Assert.Throws<PosBackupException>(() => LocalDeletion.Delete(path)).Code);
            Assert.Equal("a backup", File.ReadAllText(path));
        }

        Assert.False(ReadHold.IsHeld(path));
        LocalDeletion.Delete(path);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Add_LetsSeveralHoldOneFile_AndTheLastOneCounts()
    {
        string path = Write("full.bak");
        using var drill = new ReadHold();
        using (var restore = new ReadHold())
        {
            drill.Add([path]);
            restore.Add([path]);
        }

        Assert.True(ReadHold.IsHeld(path));
    }

    [Fact]
    public void Add_PassesOverWhatIsNotHere()
    {
        using var hold = new ReadHold();
        hold.Add([_folder.File("elsewhere.bak")]);
        Assert.False(ReadHold.IsHeld(_folder.File("elsewhere.bak")));
    }

    [Fact]
    public void Add_RefusesAFileThatIsBeingRemoved()
    {
        string path = Write("full.bak");
        using var hold = new ReadHold();
        using (ReadHold.Alone(path))
            Assert.Equal(ErrorCode.Busy, Assert.Throws<PosBackupException>(() => hold.Add([path])).Code);
    }

    private string Write(string name)
    {
        File.WriteAllText(_folder.File(name), "a backup");
        return _folder.File(name);
    }
}
