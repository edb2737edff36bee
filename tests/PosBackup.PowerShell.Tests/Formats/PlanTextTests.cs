using PosBackup.PowerShell.Formats;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Tests.Formats;

public sealed class PlanTextTests
{
    private static readonly RestorePlan Plan = new()
    {
        Steps =
        [
            new() { Number = 1, Kind = RestoreStepKind.Full, Position = 2, Reason = "the newest full", Sql = "RESTORE DATABASE [Shop]\r\nFROM DISK = N'D:\\bk\\a.bak'", Files = [new SetFile { File = @"D:\bk\a.bak" }, new SetFile { File = "/bk/b.bak" }] },
            new() { Number = 2, Kind = RestoreStepKind.Recover, Reason = "the end", Sql = "RESTORE DATABASE [Shop] WITH RECOVERY" },
        ],
        Files = [new() { LogicalName = "Shop", To = @"E:\Data\Shop.mdf" }],
    };

    [Fact]
    public void Steps_IsALineForEach_WithNamesOfFiles() => Assert.Equal("1. Full: a.bak, b.bak, set 2\n2. Recover", PlanText.Steps(Plan));

    [Fact]
    public void Whole_HasPathsStatementsAndWhereFilesGo()
    {
        string text = PlanText.Whole(Plan);

        Assert.All(
            (string[])[@"1. Full: D:\bk\a.bak, /bk/b.bak, set 2", "the newest full", "\n   FROM DISK = N'D:\\bk\\a.bak'\n", "RESTORE DATABASE [Shop] WITH RECOVERY", @"goes to E:\Data\Shop.mdf"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void NoPlanIsNoText() => Assert.Equal(("", ""), (PlanText.Steps(null), PlanText.Whole(null)));
}
