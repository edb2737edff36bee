using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests;

/// <summary>posbackup expire with sets on hold, whatever the policy comes from.</summary>
public sealed class HeldExpireTests : IAsyncLifetime
{
    private readonly Shop _shop = new();
    private BackupSet[] _sets = [];

    private string Folder => Path.GetDirectoryName(_shop.Backups)!;

    private string Silent => Path.Combine(Folder, "silent.json");

    private string Holds => Path.Combine(Path.GetDirectoryName(_shop.Catalog[^1])!, "holds.json");

    /// <summary>Three fulls, a day apart; the first is held.</summary>
    public async Task InitializeAsync()
    {
        _shop.Clock.Advance(TimeSpan.FromDays(-30));
        await _shop.InitializeAsync();
        _sets = new BackupSet[3];
        for (int day = 0; day < _sets.Length; day++)
        {
            _shop.Clock.Advance(TimeSpan.FromDays(1));
            await _shop.SellAsync();
            _sets[day] = await _shop.TakeAsync(BackupKind.Full);
        }

        await File.WriteAllTextAsync(Path.Combine(Folder, "targets.json"), """{ "schema": 1, "store": "0042", "targets": [] }""");
        await File.WriteAllTextAsync(Silent, """{ "schema": 1 }""");
        (await _shop.RunAsync(["hold", "add", _sets[0].SetGuid.ToString(), "--reason", "audit", .. _shop.Catalog, "--policy", Silent])).Exits(0);
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Holds_DoNotDependOnTheFileOfRetention()
    {
        string other = Path.Combine(Folder, "other.json");
        await File.WriteAllTextAsync(other, """{ "schema": 1, "policy": { "keepLast": 1, "maximumDelete": "100%" } }""");

        Assert.Contains("1 of 1 media set removed", (await ExpireAsync("--policy", other)).Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("0 of 0 media sets removed", (await ExpireAsync("--keep-last", "1")).Exits(0).Output, StringComparison.Ordinal);
        Assert.Equal([_sets[0].SetGuid, _sets[2].SetGuid], await LeftAsync());
    }

    [Fact]
    public async Task HoldsInTheFileOfRetention_HoldAsWell()
    {
        string other = Path.Combine(Folder, "other.json");
        await File.WriteAllTextAsync(other, $$"""{ "schema": 1, "policy": { "keepLast": 1 }, "holds": [ { "set": "{{_sets[1].SetGuid}}", "reason": "claim" } ] }""");

        Assert.Contains("0 of 0 media sets removed", (await ExpireAsync("--policy", other)).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HoldsThatAreLost_StopIt()
    {
        File.Delete(Holds);

        foreach (string[] dry in (string[][])[["--dry-run"], []])
        {
            ProgramResult stopped = (await ExpireAsync(["--keep-last", "1", .. dry])).Exits(1);
            Assert.Contains("what is on hold is not known", stopped.Error, StringComparison.Ordinal);
            Assert.Contains("hold confirm", stopped.Error, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await LeftAsync()).Length);
    }

    [Fact]
    public async Task AHoldOnASetThatLiesNowhere_IsTold()
    {
        (await _shop.RunAsync(["hold", "add", Guid.NewGuid().ToString(), "--unknown", "--reason", "audit", .. _shop.Catalog, "--policy", Silent])).Exits(0);

        Assert.Contains("holds nothing: the set lies in no place that was looked at", (await ExpireAsync("--dry-run", "--keep-last", "1")).Exits(0).Error, StringComparison.Ordinal);
    }

    private Task<ProgramResult> ExpireAsync(params string[] more) => _shop.RunAsync(["expire", .. _shop.Catalog, "--targets", Path.Combine(Folder, "targets.json"), .. more]);

    private async Task<Guid[]> LeftAsync() =>
        [.. (await _shop.RunAsync(["list", .. _shop.Catalog, "--json"])).Exits(0).Json().AsArray().Select(entry => entry!["set"]!["setGuid"]!.GetValue<Guid>())];
}
