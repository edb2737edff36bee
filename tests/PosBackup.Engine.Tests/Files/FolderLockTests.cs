using PosBackup.Engine.Files;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Files;

public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Take_LetsOneRunInAtATime()
    {
        using (FolderLock first = FolderLock.Take(_folder.Path, "Shop"))
        {
            Assert.True(first.IsHeld);
            Assert.Equal(ErrorCode.Busy, Assert.Throws<PosBackupException>(() => FolderLock.Take(_folder.Path, "Shop")).Code);
            using FolderLock other = FolderLock.Take(_folder.Path, "Other");
            Assert.True(other.IsHeld);
        }

        using FolderLock again = FolderLock.Take(_folder.Path, "Shop");
        Assert.True(again.IsHeld);
    }

    [Fact]
    public void Take_LeavesNothingBehind()
    {
        FolderLock.Take(_folder.Path, "o'neil[x]").Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void IsTaken_TellsWhileARunHasIt_AndMakesNothing()
    {
        Assert.False(FolderLock.IsTaken(_folder.Path, "Shop"));
        Assert.False(FolderLock.IsTaken(_folder.File("missing"), "Shop"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        using (FolderLock.Take(_folder.Path, "Shop"))
            Assert.True(FolderLock.IsTaken(_folder.Path, "Shop"));

        Assert.False(FolderLock.IsTaken(_folder.Path, "Shop"));
    }

    [Fact]
    public void Take_HoldsNothingWhereItMayNotWrite() => Assert.False(FolderLock.Take(_folder.File("missing"), "Shop").IsHeld);

    public void Dispose() => _folder.Dispose();
}
