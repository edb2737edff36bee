using System.Text.Json.Nodes;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>Ctrl+C in a terminal goes to all that were started from it: to an engine that uploads for another session there as well, and to the ssh that it uploads by.</summary>
public sealed class ServedInterruptTests
{
    private const int Megabyte = 1 << 20;

    [ServerFact(ServerKind.OpenSsh)]
    public async Task CtrlC_BreaksOffNoUploadOfAnEngineThatServes()
    {
        await using ServerPlace place = await ServerPlace.StartAsync(ServerKind.OpenSsh);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", 6 * Megabyte);
        string targets = await store.DefineAsync(place.ByPassword() with { Throttle = new ThrottleDefinition { BytesPerSecond = 3 * Megabyte } });
        using PosBackupProcess engine = store.Serve();
        engine.Say(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = "upload",
            ["method"] = "sync/run",
            ["params"] = new JsonObject { ["catalog"] = store.Catalog.Path, ["targetsFile"] = targets },
        }.ToJsonString());
        await place.HasAsync("full.bak", 3 * Megabyte, () => engine.Said);

        IReadOnlyList<int> ofTheTerminal = engine.Processes;
        LocalProcesses.Signal(ofTheTerminal, PosBackupProcess.Interrupt);

        await Eventually.IsAsync(() => Said(engine).Any(message => (string?)message["id"]?.ToString() == "upload"), () => engine.Said);
        engine.EndInput();
        Assert.True(await engine.EndAsync() == 0, engine.Said);
        JsonNode copy = Said(engine).Single(message => (string?)message["method"] == "$/record")["params"]!["record"]!;
        Assert.True(ofTheTerminal.Count > 1, "there was no ssh");
        Assert.Equal(("succeeded", 1, 0), (copy["outcome"]!.GetValue<string>(), copy["attempts"]!.GetValue<int>(), copy["resumedAt"]!.GetValue<int>()));
        Assert.Equal(store.Here(full), place.Published("full.bak"));
    }

    private static JsonNode[] Said(PosBackupProcess engine) => [.. engine.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonNode.Parse(line)!)];
}
