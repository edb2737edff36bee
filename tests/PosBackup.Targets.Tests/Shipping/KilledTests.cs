using System.Globalization;
using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Servers;
using Xunit.Abstractions;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>Either side is killed in the middle of a file, or forgets what it had acknowledged: the next attempt goes on, and sends little twice.</summary>
public sealed class KilledTests(ITestOutputHelper output)
{
    private const int Length = 8 << 20;
    private const int AtSixty = Length / 10 * 6;

    /// <summary>A channel's window of OpenSSH, which the kernel of a killed server may have taken and nobody read, and what two connections say beside the file.</summary>
    private const int Spare = (2 << 20) + (1 << 18);

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpd)]
    public async Task Program_ThatIsKilledGoesOnTheNextTime(ServerKind kind)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", Length);
        await store.DefineAsync(place.Definition() with { Throttle = new ThrottleDefinition { BytesPerSecond = 4 << 20 } });
        using (PosBackupProcess killed = store.Sync())
        {
            await place.HasAsync("full.bak", AtSixty, () => killed.Said);
            killed.Signal(LocalProcesses.Kill);
            Assert.NotEqual(0, await killed.EndAsync());
        }

        Assert.Null(place.Published("full.bak"));
        await store.DefineAsync(place.Definition());

        using PosBackupProcess again = store.Sync("--json");
        Assert.True(await again.EndAsync() == 0, again.Said);

        JsonElement copy = JsonDocument.Parse(again.Output).RootElement.GetProperty("targets")[0].GetProperty("copies")[0];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} SIGKILL: line {place.Sent - Length:+0;-0} bytes beside the file, {copy}"));
        Assert.True(store.Here(full).AsSpan().SequenceEqual(place.Published("full.bak")));
        Assert.True(copy.GetProperty("resumedAt").GetInt64() >= AtSixty - Spare);
        Assert.InRange(place.Sent, Length, Length + Spare - 1);
        Assert.Equal(full.Sha256, Assert.Single(store.Catalog.Copies()).Sha256);
    }

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpdSftp, ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpdSftp)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task Server_ThatIsKilledAndComesBackIsGoneOnWith(ServerKind kind)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", Length);
        Task<CopyResult> shipping = store.ShipFileAsync(place.Definition());

        await place.HasAsync("full.bak", AtSixty, () => string.Join("\n", store.Warnings));
        await place.Server.RestartAsync();
        CopyResult copy = await shipping;

        RequireProven(kind, "server killed", place, store, full, copy);
        Assert.InRange(place.Sent, Length, Length + Spare - 1);
        Assert.InRange(copy.BytesResent, 0, Spare - 1);
        Assert.NotEmpty(store.Warnings);
    }

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpd)]
    public async Task Server_ThatForgetsTheTailInAPowerCutIsGoneOnWithBeforeIt(ServerKind kind)
    {
        const int forgotten = 300_000;
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", Length);
        Task<CopyResult> shipping = store.ShipFileAsync(place.Definition());

        await place.HasAsync("full.bak", AtSixty, () => string.Join("\n", store.Warnings));
        place.Server.Kill();
        await using (FileStream part = File.OpenWrite(place.Part("full.bak")!))
        {
            part.Position = part.Length - forgotten;
            await part.WriteAsync(new byte[forgotten]);
        }

        await place.Server.RestartAsync();
        CopyResult copy = await shipping;

        RequireProven(kind, "server killed, tail zeroed", place, store, full, copy);
        Assert.InRange(place.Sent, Length + forgotten, Length + forgotten + Spare - 1);
    }

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpdSftp, ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpdSftp)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task Server_ThatLosesWhatItAcknowledgedIsSentThatAgain(ServerKind kind)
    {
        const int lost = 1_000_000;
        const int length = 4 << 20;
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", length);
        int puts = 0;
        store.Moments.AfterPut = _ =>
        {
            if (++puts > 1)
                return;
            using FileStream part = File.OpenWrite(place.Part("full.bak")!);
            part.SetLength(part.Length - lost);
        };

        CopyResult copy = await store.ShipFileAsync(place.Definition());

        RequireProven(kind, "lost what was acknowledged", place, store, full, copy);
        Assert.Equal(2, puts);
        Assert.Equal(length + lost, copy.BytesSent);
        Assert.Contains(store.Warnings, warning => warning.Contains("the server lost some", StringComparison.Ordinal) && warning.Contains("look at the disk", StringComparison.Ordinal));
    }

    private void RequireProven(ServerKind kind, string fault, ServerPlace place, ShippingStore store, Manifest manifest, CopyResult copy)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind} {fault}: {copy.Outcome}, attempts {copy.Attempts}, line {place.Sent - manifest.Media.Length:+0;-0} bytes beside the file, handed over {copy.BytesSent}, resent {copy.BytesResent}, {copy.Duration.TotalSeconds:0.0} s\n  {string.Join("\n  ", store.Warnings)}"));
        Assert.True(copy.Outcome == SyncOutcome.Succeeded, $"{copy.Message} ({copy.Hint}); {place.Server.Log}");
        Assert.True(store.Here(manifest).AsSpan().SequenceEqual(place.Published("full.bak")));
        Assert.Equal(manifest.Sha256, Assert.Single(store.Catalog.Copies()).Sha256);
        Assert.Null(place.Part("full.bak"));
    }
}
