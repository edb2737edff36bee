using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Backups.Steps;

public sealed class AppendGuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Restore_CutsOffWhatWasAppended()
    {
        string file = Write("media", [1, 2, 3]);
        AppendGuard guard = await AppendGuard.TakeAsync([file], CancellationToken.None);
        await File.WriteAllBytesAsync(file, [1, 2, 3, 4, 5]);

        Assert.Empty(await guard.RestoreAsync(CancellationToken.None));

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Restore_TouchesNothingWhenTheOldBytesHaveChanged()
    {
        string file = Write("media", [1, 2, 3]);
        AppendGuard guard = await AppendGuard.TakeAsync([file], CancellationToken.None);
        await File.WriteAllBytesAsync(file, [1, 9, 3, 4, 5]);

        Assert.Contains("have changed", Assert.Single(await guard.RestoreAsync(CancellationToken.None)), StringComparison.Ordinal);

        Assert.Equal([1, 9, 3, 4, 5], await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Restore_SaysWhenTheFileIsShorterOrGone()
    {
        string shorter = Write("shorter", [1, 2, 3]);
        string gone = Write("gone", [1, 2, 3]);
        AppendGuard guard = await AppendGuard.TakeAsync([shorter, gone], CancellationToken.None);
        await File.WriteAllBytesAsync(shorter, [1]);
        File.Delete(gone);

        Assert.Equal(2, (await guard.RestoreAsync(CancellationToken.None)).Count);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(_folder.File(name), content);
        return _folder.File(name);
    }
}
