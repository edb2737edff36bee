using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests;

/// <summary>A drill that is broken off while it restores, and the next one.</summary>
public sealed class DrillInterruptionTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        await _shop.TakeAsync(BackupKind.Full);
        await _shop.SellAsync();
        await _shop.TakeAsync(BackupKind.Log);
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task ASignal_ExitsWith130AndLeavesNothing(string signal)
    {
        ProgramResult broken = (await _shop.DrillAsync(RestoreSignal.At(_shop.Faults, statement: 2, signal), "--json")).Exits(130);

        JsonNode result = broken.Json()["results"]!.AsArray().Single()!;
        Assert.Equal("cancelled", result["outcome"]!.GetValue<string>());
        Assert.Equal("removed", result["cleanUp"]!["outcome"]!.GetValue<string>());
        Assert.Equal(0, await ScratchDatabasesAsync());
    }

    [UnixTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AKilledProcess_LeavesWhatTheNextDrillRemoves(int statement)
    {
        ProgramResult killed = await _shop.DrillAsync(RestoreSignal.At(_shop.Faults, statement, "KILL"), "--json");
        Assert.NotEqual(0, killed.ExitCode);
        Assert.Empty(killed.Output);
        _shop.Faults.Clear();
        int left = await ScratchDatabasesAsync();

        JsonNode document = (await _shop.DrillAsync("--json")).Exits(0).Json();

        Assert.Equal(left, document["leftOversRemoved"]!.AsArray().Count);
        Assert.Equal(0, await ScratchDatabasesAsync());
        Assert.Empty(Directory.EnumerateFiles(_shop.State));
        if (statement > 1)
            Assert.Equal(1, left);
    }

    private async Task<int> ScratchDatabasesAsync() => (int)(await _shop.ScalarAsync("master", "SELECT COUNT(*) FROM sys.databases WHERE name LIKE N'PosBackupDrill%'"))!;
}
