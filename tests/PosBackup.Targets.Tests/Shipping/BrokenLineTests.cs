using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Faults;
using PosBackup.Targets.Tests.Servers;
using Xunit.Abstractions;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>A line that breaks, changes bytes or swallows them: one run goes on by itself, and sends little twice.</summary>
public sealed class BrokenLineTests(ITestOutputHelper output)
{
    private const int Length = 8 << 20;
    private const int AtSixty = Length / 10 * 6;

    /// <summary>What the line may carry beside the file.</summary>
    private const int Spare = 2 << 20;

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpdSftp, ServerKind.RcloneSftp, ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.OpenSsh, LineFault.Reset)]
    [InlineData(ServerKind.OpenSsh, LineFault.Close)]
    [InlineData(ServerKind.OpenSsh, LineFault.FlipByte)]
    [InlineData(ServerKind.ProFtpdSftp, LineFault.Reset)]
    [InlineData(ServerKind.RcloneSftp, LineFault.Reset)]
    [InlineData(ServerKind.ProFtpd, LineFault.Reset)]
    [InlineData(ServerKind.ProFtpd, LineFault.Close)]
    [InlineData(ServerKind.ProFtpd, LineFault.FlipByte)]
    [InlineData(ServerKind.Vsftpd, LineFault.Reset)]
    [InlineData(ServerKind.Vsftpd, LineFault.FlipByte)]
    [InlineData(ServerKind.PureFtpd, LineFault.Reset)]
    public async Task Line_ThatBreaksAtSixtyPercentIsGoneOnWith(ServerKind kind, LineFault fault)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", Length);
        place.Line.Fail(fault, LineDirection.ToServer, AtSixty);

        CopyResult copy = await store.ShipFileAsync(place.Definition());

        Tell(kind, fault, place, copy, store);
        RequireProven(place, store, full, copy);
        await place.Line.Happened;
        Assert.True(copy.Attempts > 1);
        Assert.NotEmpty(store.Warnings);
        Assert.All(store.Warnings, warning => Assert.Contains("TargetUnavailable", warning, StringComparison.Ordinal));
        RequireLittleTwice(place, copy);
    }

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpd)]
    [InlineData(ServerKind.OpenSsh, true)]
    [InlineData(ServerKind.OpenSsh, false)]
    [InlineData(ServerKind.ProFtpd, true)]
    [InlineData(ServerKind.ProFtpd, false)]
    public async Task Silence_EndsAfterTheStallLimitAndIsGoneOnWith(ServerKind kind, bool isFrozen)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", Length);
        store.OnWarning = _ =>
        {
            place.Line.Heal();
            place.Server.Thaw();
        };
        place.Line.Fail(LineFault.BlackHole, LineDirection.ToServer, AtSixty);
        Task freezing = Task.CompletedTask;
        if (isFrozen)
        {
            freezing = place.Line.Happened.ContinueWith(_ =>
            {
                place.Server.Freeze();
                place.Line.Heal(); // The line carries again; it is the server that stands still.
            }, TaskScheduler.Default);
        }

        CopyResult copy = await store.ShipFileAsync(place.Definition(stallSeconds: 5));

        await freezing;
        Tell(kind, isFrozen ? "SIGSTOP" : "black hole", place, copy, store);
        RequireProven(place, store, full, copy);

        // The stall limit, unless ssh notices before it: on a busy machine its own signs of life may be overdue first.
        Assert.Contains(store.Warnings, warning => warning.StartsWith("TargetUnavailable", StringComparison.Ordinal));
        Assert.DoesNotContain(store.Warnings, warning => warning.EndsWith("()", StringComparison.Ordinal));

        // What the buffers on the way still took in, and never reached the server, is sent again: of bytes that were acknowledged little is.
        Assert.InRange(copy.BytesResent, 0, Spare - 1);
    }

    private static void RequireProven(ServerPlace place, ShippingStore store, Manifest manifest, CopyResult copy)
    {
        Assert.True(copy.Outcome == SyncOutcome.Succeeded, $"{copy.Message} ({copy.Hint}); {string.Join("\n", store.Warnings)}; {place.Server.Log}");
        Assert.True(store.Here(manifest).AsSpan().SequenceEqual(place.Published("full.bak")));
        Assert.Equal(manifest.Sha256, Assert.Single(store.Catalog.Copies()).Sha256);
        Assert.Null(place.Part("full.bak"));
    }

    private static void RequireLittleTwice(ServerPlace place, CopyResult copy)
    {
        if (!place.CanContinue)
        {
            Assert.InRange(copy.BytesResent, 1, AtSixty); // There is nothing to go on with.
            return;
        }

        Assert.InRange(copy.BytesResent, 0, Spare - 1);
        Assert.InRange(place.Sent, Length, Length + Spare - 1);
    }

    private void Tell(ServerKind kind, object fault, ServerPlace place, CopyResult copy, ShippingStore store) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{kind} {fault}: {copy.Outcome}, attempts {copy.Attempts}, line {place.Sent - Length:+0;-0} bytes beside the file, handed over {copy.BytesSent}, resent {copy.BytesResent}, {copy.Duration.TotalSeconds:0.0} s\n  {string.Join("\n  ", store.Warnings)}"));
}
