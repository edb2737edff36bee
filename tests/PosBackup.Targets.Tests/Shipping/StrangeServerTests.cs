using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>Servers that are not whom they should be, say what they should not, store other bytes, or let nobody in: told plainly, and never a reason to harm anything.</summary>
public sealed class StrangeServerTests
{
    private const int Megabyte = 1 << 20;

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpd)]
    [InlineData(ServerKind.OpenSsh)]
    [InlineData(ServerKind.ProFtpd)]
    public async Task ChangedIdentity_StopsEverythingUntilItIsTrusted(ServerKind kind)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        store.Backup("first.bak", Megabyte);
        TargetDefinition definition = place.Definition();
        await store.DefineAsync(definition);
        Assert.Equal(SyncOutcome.Succeeded, (await store.ShipFileAsync(definition)).Outcome);
        string old = TargetPins.FingerprintOf(TargetPins.Of(definition, jump: false)![0]);
        await ReplaceIdentityAsync(place.Server);
        string now = TargetPins.FingerprintOf(TargetPins.Of(place.Definition(), jump: false)![0]);
        Manifest second = store.Backup("second.bak", Megabyte);

        using PosBackupProcess refused = store.Sync();
        Assert.True(await refused.EndAsync() == 1, refused.Said);
        Assert.Contains("posbackup target trust", refused.Said, StringComparison.Ordinal);
        Assert.True(refused.Said.Contains(now, StringComparison.OrdinalIgnoreCase), $"no new fingerprint {now}: {refused.Said}");
        Assert.True(refused.Said.Contains(old, StringComparison.OrdinalIgnoreCase), $"no old fingerprint {old}: {refused.Said}");
        Assert.Null(place.Published("second.bak"));
        using PosBackupProcess trust = store.Start(["target", "trust", "hq", "--targets", store.File("targets.json"), "--fingerprint", now]);
        Assert.True(await trust.EndAsync() == 0, trust.Said);
        using PosBackupProcess shipped = store.Sync();

        Assert.True(await shipped.EndAsync() == 0, shipped.Said);
        Assert.Equal(store.Here(second), place.Published("second.bak"));
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task UnknownHostKey_IsNeverConnectedTo()
    {
        await using ServerPlace place = await ServerPlace.StartAsync(ServerKind.OpenSsh);
        using var store = new ShippingStore();
        store.Backup("full.bak", Megabyte);

        TargetSyncResult result = await store.ShipOnceAsync(TargetPins.Replace(place.Definition(), jump: false, []));

        Assert.Equal((SyncOutcome.Failed, ErrorCode.HostNotTrusted), (result.Outcome, result.Code));
        Assert.Contains("posbackup target trust hq", result.Hint, StringComparison.Ordinal);
        Assert.Equal(0, place.Sent);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task TalkingLoginScript_IsQuoted()
    {
        await using ServerPlace place = await ServerPlace.StartAsync(new OpenSshServer { LoginText = "Welcome to store 42!\n" });
        using var store = new ShippingStore();
        store.Backup("full.bak", Megabyte);

        TargetSyncResult result = await store.ShipOnceAsync(place.Definition());

        Assert.Equal((SyncOutcome.Failed, ErrorCode.TargetMisconfigured), (result.Outcome, result.Code));
        Assert.Contains("Welcome to store 42!", result.Message, StringComparison.Ordinal);
        Assert.Contains("login script", result.Hint, StringComparison.Ordinal);
    }

    [ServerTheory(ServerKind.OpenSsh, ServerKind.RcloneSftp, ServerKind.ProFtpd)]
    [InlineData(ServerKind.OpenSsh, true)]
    [InlineData(ServerKind.OpenSsh, false)]
    [InlineData(ServerKind.RcloneSftp, false)]
    [InlineData(ServerKind.ProFtpd, true)]
    [InlineData(ServerKind.ProFtpd, false)]
    public async Task OtherBytesThanWereSent_AreNeverACopy(ServerKind kind, bool isForGood)
    {
        await using ServerPlace place = await ServerPlace.StartAsync(kind);
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", 3 * Megabyte);
        int puts = 0;
        store.Moments.AfterPut = _ =>
        {
            if (++puts > 1 && !isForGood)
                return;
            using FileStream part = File.OpenWrite(place.Part("full.bak")!);
            part.Position = Megabyte;
            part.Write([0x55, 0xAA]);
        };

        CopyResult copy = await store.ShipFileAsync(place.Definition());

        Assert.Equal(2, puts);
        Assert.Contains(store.Warnings, warning => warning.StartsWith("CopyCorrupt", StringComparison.Ordinal));
        if (isForGood)
        {
            Assert.Equal((SyncOutcome.Failed, ErrorCode.CopyCorrupt), (copy.Outcome, copy.Code));
            Assert.Contains("is not what was sent", copy.Message, StringComparison.Ordinal);
            Assert.Contains("have the disk", copy.Hint, StringComparison.Ordinal);
            Assert.Null(place.Published("full.bak"));
            Assert.Empty(store.Catalog.Copies());
            return;
        }

        Assert.True(copy.Outcome == SyncOutcome.Succeeded, copy.Message);
        Assert.Equal(store.Here(full), place.Published("full.bak"));
    }

    [ServerFact(ServerKind.RcloneSftp)]
    public async Task WriteCache_ThatSpoilsResumedFilesIsNotResumedAt()
    {
        await using ServerPlace place = await ServerPlace.StartAsync(new RcloneSftpServer { HasWriteCache = true });
        using var store = new ShippingStore();
        store.Know(place);
        Manifest full = store.Backup("full.bak", 8 * Megabyte);
        place.Line.Fail(Faults.LineFault.Reset, Faults.LineDirection.ToServer, 5 * Megabyte);

        CopyResult copy = await store.ShipFileAsync(place.Definition());

        Assert.True(copy.Outcome == SyncOutcome.Succeeded, copy.Message);
        Assert.Equal(store.Here(full), place.Published("full.bak"));
    }

    [ServerFact(ServerKind.OpenSsh, ServerKind.ProFtpd)]
    public async Task BrokenTargets_StopNoOther()
    {
        await using ServerPlace good = await ServerPlace.StartAsync(ServerKind.OpenSsh);
        await using ServerPlace strict = await ServerPlace.StartAsync(ServerKind.ProFtpd);
        using var store = new ShippingStore();
        Manifest full = store.Backup("full.bak", Megabyte);
        string stick = Directory.CreateDirectory(store.File("stick")).FullName;
        store.Know(good); // The other server has another password.
        store.Moments.Only = "stick";
        store.Moments.BeforeRename = _ => Directory.Delete(stick, recursive: true);

        IReadOnlyList<TargetSyncResult> results = await store.ShipAsync(
            strict.Definition() with { Name = "wrong-password" },
            ((SftpDefinition)good.Definition()) with { Name = "no-ssh", Program = "/no/such/ssh" },
            new FolderDefinition { Name = "stick", Path = stick },
            good.ByPassword());

        Assert.Equal([ErrorCode.TargetAccessDenied, ErrorCode.ToolMissing], results.Take(2).Select(result => result.Code));
        Assert.All(results.Take(2), result => Assert.False(string.IsNullOrEmpty(result.Hint), result.Message));
        Assert.Contains("/no/such/ssh", results[1].Message, StringComparison.Ordinal);
        Assert.Equal([SyncOutcome.Failed, SyncOutcome.Failed, SyncOutcome.Failed, SyncOutcome.Succeeded], results.Select(result => result.Outcome));
        Assert.Equal(store.Here(full), good.Published("full.bak"));
        Assert.DoesNotContain(results, result => result.ToString().Contains(good.Server.Password.Reveal(), StringComparison.Ordinal));
    }

    private static Task ReplaceIdentityAsync(TestServer server) => server is SshServer ssh ? ssh.ReplaceHostKeysAsync() : ((FtpServer)server).ReplaceCertificateAsync();
}
