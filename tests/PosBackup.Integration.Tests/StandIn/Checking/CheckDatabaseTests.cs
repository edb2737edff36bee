using PosBackup.Integration.Tests.StandIn.Backups;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.StandIn.Checking;

/// <summary>DBCC CHECKDB tells whole databases from damaged ones.</summary>
public sealed class CheckDatabaseTests : IDisposable
{
    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task CheckDb_OfAWholeDatabaseFindsNothing()
    {
        RecordingResponse response = await _shop.RunAsync("DBCC CHECKDB('Shop')");

        Assert.Equal([2536, 8989, 2528], response.Infos.Select(info => info.Number));
        Assert.Equal("CHECKDB found 0 allocation errors and 0 consistency errors in database 'Shop'.", response.Infos[1].Text);
        Assert.Empty(response.Errors);
    }

    [Theory]
    [InlineData("DBCC CHECKDB(Shop) WITH NO_INFOMSGS")]
    [InlineData("DBCC CHECKDB([Shop]) WITH NO_INFOMSGS, ALL_ERRORMSGS, PHYSICAL_ONLY")]
    [InlineData("DBCC CHECKDB('Shop', NOINDEX) WITH NO_INFOMSGS")]
    [InlineData("DBCC CHECKDB WITH NO_INFOMSGS")]
    public async Task CheckDb_WithoutInfoMessagesIsSilentWhenClean(string sql)
    {
        RecordingResponse response = await _shop.RunAsync(sql);

        Assert.Empty(response.Numbers);
        Assert.Single(response.Commands);
    }

    [Theory]
    [InlineData(8, 8, 56)]
    [InlineData(0, 4096, 56)]
    public async Task CheckDb_FindsAPageThatIsDamagedOnDisk(int at, int bytes, int page)
    {
        _shop.Sell(3000);
        await _shop.RunAsync("BACKUP DATABASE Shop TO DISK='f.bak'");
        string copy = Path.Combine(_shop.Folder, "copy.mdf");
        await _shop.RunAsync($"RESTORE DATABASE Copy FROM DISK='f.bak' WITH MOVE 'Shop' TO '{copy}', MOVE 'Shop_log' TO '{copy}.ldf'");
        await using (var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = (40 * 4096L) + at;
            await file.WriteAsync(Enumerable.Repeat((byte)0xFF, bytes).ToArray());
        }

        RecordingResponse response = await _shop.RunAsync("DBCC CHECKDB('Copy') WITH NO_INFOMSGS");

        Assert.Contains(response.Errors, error => error is { Number: 8928, Class: 16 } && error.Text.Contains($"Page (1:{page})", StringComparison.Ordinal));
        Assert.Equal([8989, 8958], response.Infos.Select(info => info.Number));
        Assert.Equal("repair_allow_data_loss is the minimum repair level for the errors found by DBCC CHECKDB (Copy).", response.Infos[1].Text);
    }

    [Fact]
    public async Task CheckDb_TellsDamageOnDemand()
    {
        _shop.Instance.Faults.Add(new Fault(FaultKind.DamagedPage, "Shop", Amount: 77));

        RecordingResponse response = await _shop.RunAsync("DBCC CHECKDB('Shop')");

        Assert.Contains("Page (1:77) could not be processed.", Assert.Single(response.Errors).Text, StringComparison.Ordinal);
        Assert.Equal("CHECKDB found 0 allocation errors and 1 consistency errors in database 'Shop'.", response.Infos[1].Text);
    }

    [Theory]
    [InlineData("DBCC CHECKDB('Nowhere')", 2520)]
    [InlineData("DBCC CHECKDB('Shop', REPAIR_ALLOW_DATA_LOSS)", 50001)]
    [InlineData("DBCC CHECKDB('Shop') WITH TABLERESULTS", 50001)]
    public async Task CheckDb_RefusesWhatItCannotDo(string sql, int number) =>
        Assert.Equal(number, Assert.Single((await _shop.RunAsync(sql)).Errors).Number);
}
