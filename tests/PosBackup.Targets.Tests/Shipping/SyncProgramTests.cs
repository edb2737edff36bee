using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>The program as a shop runs it: exit codes, documents, what it lets nobody see.</summary>
public sealed class SyncProgramTests
{
    private const int Megabyte = 1 << 20;

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpd)]
    public async Task Interrupt_EndsWith130AndTheNextRunGoesOn(ServerKind kind)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", 6 * Megabyte);
        await store.DefineAsync(place.ByPassword() with { Throttle = new ThrottleDefinition { BytesPerSecond = 3 << 20 } });
        string seen;
        using (PosBackupProcess interrupted = store.Sync("--json"))
        {
            await place.HasAsync("full.bak", 3 * Megabyte, () => interrupted.Said);
            seen = string.Join('\n', interrupted.Processes.Skip(1).Select(OfProcess));
            interrupted.Signal(PosBackupProcess.Interrupt);
            Assert.True(await interrupted.EndAsync() == 130, interrupted.Said);
            JsonElement target = JsonDocument.Parse(interrupted.Output).RootElement.GetProperty("targets")[0];
            Assert.Equal("cancelled", target.GetProperty("outcome").GetString(), ignoreCase: true);
            seen += interrupted.Said;
        }

        Assert.Equal(kind == ServerKind.OpenSsh, seen.Contains("ssh", StringComparison.Ordinal));
        Assert.Null(place.Published("full.bak"));
        await store.DefineAsync(place.ByPassword());
        using PosBackupProcess again = store.Sync();
        Assert.True(await again.EndAsync() == 0, again.Said);
        Assert.Contains("resumed at", again.Said, StringComparison.Ordinal);
        Assert.Equal(store.Here(full), place.Published("full.bak"));
        using PosBackupProcess nothing = store.Sync();
        Assert.Equal(0, await nothing.EndAsync());
        Assert.DoesNotContain(place.Server.Password.Reveal(), seen + again.Said + nothing.Said, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task ExitCode_TellsAllNoneAndSome()
    {
        await using ServerPlace place = await ServerPlace.StartAsync(ServerKind.OpenSsh);
        using var store = new ShippingStore();
        store.Know(place);
        store.Backup("full.bak", Megabyte);
        var good = (SftpDefinition)place.Definition();
        SftpDefinition bad = good with { Name = "bad", Endpoint = good.Endpoint with { IdentityFile = ((SshServer)place.Server).UnknownIdentityFile } };
        await store.DefineAsync(good, bad);

        using PosBackupProcess none = store.Sync("--target", "bad");
        Assert.True(await none.EndAsync() == 1, none.Said);
        using PosBackupProcess some = store.Sync("--json");
        Assert.True(await some.EndAsync() == 3, some.Said);
        using PosBackupProcess all = store.Sync("--target", "hq");
        Assert.True(await all.EndAsync() == 0, all.Said);

        Assert.Contains("Permission denied", none.Errors, StringComparison.Ordinal);
        Assert.Contains("check user, password and key", none.Errors, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(some.Output).RootElement.GetProperty("targets").GetArrayLength());
    }

    /// <summary>What everybody on the machine, or root, can see of a process.</summary>
    private static string OfProcess(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline") + File.ReadAllText($"/proc/{id}/environ");
        }
        catch (IOException)
        {
            return ""; // It ended meanwhile.
        }
    }
}
