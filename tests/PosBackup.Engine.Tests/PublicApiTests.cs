using System.Runtime.CompilerServices;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests;

/// <summary>
/// The public API of the engine is what <c>PublicApi.approved.txt</c> says. Run the test with POSBACKUP_APPROVE=1 to write the file anew, and
/// read the difference before it is committed.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public async Task PublicApi_IsTheApprovedOne()
    {
        string approved = Path.Combine(SourceFolder(), "PublicApi.approved.txt");
        string actual = ApiText.Of(typeof(PosBackupException).Assembly);
        if (Environment.GetEnvironmentVariable("POSBACKUP_APPROVE") is "1")
            await File.WriteAllTextAsync(approved, actual);

        Assert.Equal(await File.ReadAllTextAsync(approved), actual, ignoreLineEndingDifferences: true);
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
