using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Progress;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>A folder where a file is meant, and the other way round.</summary>
public sealed class MistakenPathTests
{
    [Fact]
    public async Task Check_SaysThatTheMediaFileIsAFolder()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        await RefuseAsync(shop, shop.Full with { Folder = null, MediaFile = shop.Folder }, $"{shop.Folder} is a folder, not a media file");
    }

    [Fact]
    public async Task Check_SaysThatTheFolderIsAFile()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string file = Path.Combine(shop.Folder, "backups");
        await File.WriteAllTextAsync(file, "");

        await RefuseAsync(shop, shop.Full with { Folder = file }, $"{file} is a file, not a folder");
        await RefuseAsync(shop, shop.Full with { Folder = null, MediaFile = Path.Combine(file, "x.bak") }, $"{file} is a file, not a folder");
    }

    private static async Task RefuseAsync(BackedUpShop shop, BackupOptions options, string message)
    {
        PreflightReport report = await new PreflightRunner().RunAsync(options, NullObserver.Instance);
        BackupResult result = await shop.BackUpAsync(options);

        Assert.False(report.Passed);
        PreflightCheck check = Assert.Single(report.Checks, check => check.Outcome == PreflightOutcome.Failed);
        Assert.Equal((PreflightSubject.Path, ErrorCode.InvalidOption, message), (check.Subject, check.Code, check.Message));
        Assert.DoesNotContain("setfacl", check.Hint, StringComparison.Ordinal);
        Assert.Equal(message, result.Message);
    }
}
