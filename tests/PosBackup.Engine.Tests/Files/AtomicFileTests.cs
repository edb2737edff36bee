using PosBackup.Engine.Files;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.File("Shop.bak.manifest.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_ReplacesAndLeavesNothingBeside()
    {
        await AtomicFile.WriteAsync(Target, "old"u8.ToArray());
        await AtomicFile.WriteAsync(Target, "new"u8.ToArray());
        Assert.Equal("new", await File.ReadAllTextAsync(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Write_NeverShowsAReaderHalfAFile()
    {
        byte[][] versions = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Repeat((byte)('a' + i), 100_000 + i).ToArray())];
        await AtomicFile.WriteAsync(Target, versions[0]);
        Task writing = Parallel.ForAsync(0, 200, async (i, token) => await AtomicFile.WriteAsync(Target, versions[i % versions.Length], token));
        do
        {
            byte[] seen = await File.ReadAllBytesAsync(Target);
            Assert.Contains(versions, version => version.AsSpan().SequenceEqual(seen));
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    /// <summary>A crash while the temporary file was written, or before it was renamed, leaves the old content and a temporary file.</summary>
    [Fact]
    public async Task Write_HealsWhatACrashBeforeTheRenameLeft()
    {
        await AtomicFile.WriteAsync(Target, "old"u8.ToArray());
        string left = $"{Target}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(left, "ne");
        File.SetLastWriteTimeUtc(left, File.GetLastWriteTimeUtc(left).AddHours(-2));

        await AtomicFile.WriteAsync(Target, "new"u8.ToArray());
        Assert.Equal("new", await File.ReadAllTextAsync(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Write_LeavesAloneWhatAnotherProcessIsWritingNow()
    {
        string other = $"{Target}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(other, "ne");
        await AtomicFile.WriteAsync(Target, "new"u8.ToArray());
        Assert.True(File.Exists(other));
    }

    [Fact]
    public async Task Write_RemovesItsTemporaryFileWhenItCannotRename()
    {
        Directory.CreateDirectory(Path.Combine(Target, "in the way"));
        var error = await Assert.ThrowsAsync<PosBackupException>(() => AtomicFile.WriteAsync(Target, "new"u8.ToArray()));
        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Write_KeepsTheOldFileWhenCancelled()
    {
        await AtomicFile.WriteAsync(Target, "old"u8.ToArray());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AtomicFile.WriteAsync(Target, "new"u8.ToArray(), new CancellationToken(canceled: true)));
        Assert.Equal("old", await File.ReadAllTextAsync(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Write_NamesTheFolderThatIsMissing()
    {
        string path = Path.Combine(_folder.Path, "gone", "x.json");
        var error = await Assert.ThrowsAsync<PosBackupException>(() => AtomicFile.WriteAsync(path, "new"u8.ToArray()));
        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }
}
