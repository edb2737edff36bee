using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Cli.Tests;

public sealed class BackupCancellationTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task ASignal_BreaksTheBackupOffAndRemovesThePartialFile(string signal)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shop.Faults.Add(new Fault(FaultKind.Slow, "Shop")
        {
            Repeats = true,
            Gate = (_, attention) =>
            {
                begun.TrySetResult();
                return Task.Delay(Timeout.Infinite, attention);
            },
        });
        ProgramResult result = (await _shop.RunAsync(
            ["backup", .. _shop.Instance, "--database", "Shop", "--folder", _shop.Backups, .. _shop.Catalog, "--json"],
            async process =>
            {
                await Task.WhenAny(begun.Task, process.WaitForExitAsync());
                using Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync();
            })).Exits(130);

        Assert.True(result.Json()["cancelled"]!.GetValue<bool>());
        JsonNode one = Assert.Single(result.Json()["results"]!.AsArray())!;
        Assert.Equal("cancelled", one["code"]!.GetValue<string>());
        Assert.Empty(Directory.GetFiles(_shop.Backups, "*", SearchOption.AllDirectories));
    }
}
