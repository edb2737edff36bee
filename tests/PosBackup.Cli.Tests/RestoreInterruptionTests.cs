using System.Diagnostics;
using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests;

/// <summary>A restore that is broken off in its middle, and the same command again.</summary>
public sealed class RestoreInterruptionTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        await _shop.TakeAsync(BackupKind.Full);
        for (int log = 0; log < 2; log++)
        {
            await _shop.SellAsync();
            await _shop.TakeAsync(BackupKind.Log);
        }
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task ASignal_ExitsWith130AndTheSameCommandGoesOn(string signal)
    {
        ProgramResult broken = (await RestoreAsync(RestoreSignal.At(_shop.Faults, statement: 2, signal, "Shop_look"))).Exits(130);

        JsonNode document = broken.Json();
        Assert.Equal(("cancelled", "cancelled"), (Text(document["outcome"]), Text(document["code"])));
        Assert.Contains("Shop_look", Text(document["message"]), StringComparison.Ordinal);
        await GoesOnAsync();
    }

    [UnixTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AKilledProcess_LeavesWhatTheSameCommandGoesOnWith(int statement)
    {
        ProgramResult killed = await RestoreAsync(RestoreSignal.At(_shop.Faults, statement, "KILL", "Shop_look"));
        Assert.NotEqual(0, killed.ExitCode);
        Assert.Empty(killed.Output);
        await GoesOnAsync(continues: statement > 1);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private async Task GoesOnAsync(bool continues = true)
    {
        _shop.Faults.Clear();
        JsonNode document = (await RestoreAsync(meanwhile: null)).Exits(0).Json();
        Assert.Equal(continues, document["plan"]!["continues"]!.GetValue<bool>());
        Assert.Equal(3, (int)(await _shop.ScalarAsync("Shop_look", "SELECT COUNT(*) FROM Products"))!);
    }

    private Task<ProgramResult> RestoreAsync(Func<Process, Task>? meanwhile) =>
        _shop.RunAsync(["restore", .. _shop.Instance, "--database", "Shop", "--as", "Shop_look", "--to", "latest", .. _shop.Catalog, "--json"], meanwhile);
}
