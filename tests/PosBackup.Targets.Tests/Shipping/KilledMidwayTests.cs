using System.Globalization;
using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Faults;
using PosBackup.Targets.Tests.Servers;
using Xunit.Abstractions;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>The program is killed in the middle of a file that goes by several connections, or that it fetches: the next run goes on, and little goes over the line twice.</summary>
public sealed class KilledMidwayTests(ITestOutputHelper output)
{
    private const int Megabyte = 1 << 20;
    private const int Spare = 2 * Megabyte;

    [ServerFact(ServerKind.OpenSsh)]
    public async Task RangedUpload_GoesOnInEveryRange()
    {
        const int length = 48 * Megabyte;
        const int half = length / 2;
        await using ServerPlace place = await ServerPlace.StartAsync(ServerKind.OpenSsh);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", length);
        SftpDefinition definition = (SftpDefinition)place.Definition() with { Connections = 3 };
        await store.DefineAsync(definition with { Throttle = new ThrottleDefinition { BytesPerSecond = 8 * Megabyte } });
        using (PosBackupProcess killed = store.Sync())
        {
            await Eventually.IsAsync(() => place.Sent > half, () => $"{half} bytes sent; {killed.Said}");
            killed.Signal(LocalProcesses.Kill);
            Assert.NotEqual(0, await killed.EndAsync());
        }

        Assert.Null(place.Published("full.bak"));
        Assert.True(place.Sent < length, "it was killed too late");
        await store.DefineAsync(definition);

        using PosBackupProcess again = store.Sync("--json");
        Assert.True(await again.EndAsync() == 0, again.Said);

        JsonElement copy = JsonDocument.Parse(again.Output).RootElement.GetProperty("targets")[0].GetProperty("copies")[0];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"three ranges, SIGKILL: line {place.Sent - length:+0;-0} bytes beside the file, {copy}"));
        Assert.True(store.Here(full).AsSpan().SequenceEqual(place.Published("full.bak")));
        Assert.InRange(copy.GetProperty("resumedAt").GetInt64(), half - Spare, length);
        Assert.InRange(copy.GetProperty("bytesResent").GetInt64(), 0, Spare - 1);
        Assert.InRange(place.Sent, length, length + Spare - 1);
        Assert.Equal("whole", copy.GetProperty("proven").GetProperty("depth").GetString());
        Assert.Equal(full.Sha256, Assert.Single(store.Catalog.Copies()).Sha256);
    }

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpd)]
    public async Task Download_GoesOnInTheMiddleOfTheFile(ServerKind kind)
    {
        const int length = 16 * Megabyte;
        const int half = length / 2;
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", length);
        Assert.Equal(SyncOutcome.Succeeded, (await store.ShipFileAsync(place.Definition())).Outcome);
        await store.DefineAsync(place.Definition() with { Throttle = new ThrottleDefinition { BytesPerSecond = 4 * Megabyte } });
        string folder = store.File("fetched");
        using (PosBackupProcess killed = Download(store, folder))
        {
            await Eventually.IsAsync(() => Files(folder).Any(file => file.Length >= half), () => $"{half} bytes fetched; {killed.Said}");
            killed.Signal(LocalProcesses.Kill);
            Assert.NotEqual(0, await killed.EndAsync());
        }

        long came = Assert.Single(Files(folder)).Length;
        Assert.InRange(came, half, length - 1);
        await store.DefineAsync(place.Definition());
        long before = place.Line.Delivered(LineDirection.ToClient);

        using PosBackupProcess again = Download(store, folder, "--json");
        Assert.True(await again.EndAsync() == 0, again.Said);

        JsonElement file = JsonDocument.Parse(again.Output).RootElement.GetProperty("files")[0];
        long received = place.Line.Delivered(LineDirection.ToClient) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} download, SIGKILL at {came}: line {received - (length - came):+0;-0} bytes beside the rest, {file}"));
        Assert.Equal(came, file.GetProperty("resumedAt").GetInt64());
        Assert.Equal(length - came, file.GetProperty("bytesReceived").GetInt64());
        byte[] fetched = await File.ReadAllBytesAsync(file.GetProperty("file").GetString()!);
        Assert.True(store.Here(full).AsSpan().SequenceEqual(fetched));
        Assert.InRange(file.GetProperty("bytesCompared").GetInt64(), 1, Megabyte);

        // SFTP is asked for the block that is compared and no more; FTP sends on until it is told to stop, however long that takes.
        if (kind == ServerKind.OpenSsh)
            Assert.InRange(received, length - came, length - came + Spare - 1);
    }

    private static FileInfo[] Files(string folder) =>
        Directory.Exists(folder) ? [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => !file.Name.Contains("manifest", StringComparison.Ordinal) && !file.Name.Contains("lock", StringComparison.Ordinal))] : [];

    private static PosBackupProcess Download(ShippingStore store, string folder, params string[] more) =>
        store.Start(["sync", "--download", "--database", "Shop", "--to", "latest", "--folder", folder, "--targets", store.File("targets.json"), .. more]);
}
