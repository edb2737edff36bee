using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Secrets;
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
        SftpDefinition bad = good with { Name = "bad", Path = $"{good.Path}/bad", Endpoint = good.Endpoint with { IdentityFile = ((SshServer)place.Server).UnknownIdentityFile } };
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

    [ServerFact(ServerKind.OpenSsh)]
    public async Task TemporaryFolder_ThatIsMissingIsToldAndOneThatIsTooLongIsGoneAround()
    {
        await using ServerPlace place = await ServerPlace.StartAsync(ServerKind.OpenSsh);
        using var store = new ShippingStore();
        await store.DefineAsync(place.ByPassword());
        string missing = store.File("missing");
        string tooLong = Directory.CreateDirectory(store.File(new string('l', 100))).FullName;

        using PosBackupProcess none = Test(missing);
        Assert.True(await none.EndAsync() == 1, none.Said);
        using PosBackupProcess around = Test(tooLong);
        Assert.True(await around.EndAsync() == 0, around.Said);

        Assert.Contains(missing, none.Said, StringComparison.Ordinal);
        Assert.Contains("set TMPDIR", none.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", none.Said, StringComparison.Ordinal);

        PosBackupProcess Test(string folder) => PosBackupProcess.Start(
            ["target", "test", "hq", "--targets", store.File("targets.json")],
            new Dictionary<string, string>(StringComparer.Ordinal) { [place.Variable] = place.Server.Password.Reveal(), ["TMPDIR"] = folder });
    }

    [ServerTheory(ServerKind.OpenSsh)]
    [InlineData("target", "test", "hq")]
    [InlineData("sync", "--target", "hq")]
    [InlineData("sync", "--target", "hq", "--download", "--database", "Shop", "--to", "latest", "--folder", "{folder}")]
    public async Task Environment_OfSshHasNoSecretOfAnyTargetNorOfSqlServer(params string[] command)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(ServerKind.OpenSsh);
        using var store = new ShippingStore();
        store.Backup("full.bak", 1000);
        string seen = store.File("seen");
        string program = store.File("ssh");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nenv >> '{seen}'\nexec ssh \"$@\"\n");
        FilePermissions.AllReadAndRun(program);
        var chosen = (SftpDefinition)place.ByPassword();
        Assert.True(SecretReference.TryParse("env:OF_ANOTHER_TARGET", out SecretReference? other));
        await store.DefineAsync(chosen with { Program = program }, chosen with { Name = "other", Path = $"{chosen.Path}/other", Endpoint = chosen.Endpoint with { Password = other } });
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [place.Variable] = place.Server.Password.Reveal(),
            ["OF_ANOTHER_TARGET"] = "an0therSecret",
            ["POSBACKUP_SQL_PASSWORD"] = "ofSqlServ3r",
        };
        IEnumerable<string> catalog = command[0] == "sync" && !command.Contains("--download", StringComparer.Ordinal) ? ["--catalog", store.Catalog.Path] : [];

        using PosBackupProcess run = PosBackupProcess.Start([.. command.Select(one => one == "{folder}" ? store.File("fetched") : one), "--targets", store.File("targets.json"), .. catalog], environment);
        await run.EndAsync();

        string text = await File.ReadAllTextAsync(seen);
        Assert.Contains("POSBACKUP_ASKPASS_PIPE", text, StringComparison.Ordinal);
        Assert.All(environment.Values, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
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
