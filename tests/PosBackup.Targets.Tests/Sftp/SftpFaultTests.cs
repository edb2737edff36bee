using System.Diagnostics;
using PosBackup.Engine;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Sftp;

/// <summary>Every way in which a session with a real server can fail ends with the right word and a message that helps.</summary>
public sealed class SftpFaultTests(ServerOf<OpenSshServer> shared) : IClassFixture<ServerOf<OpenSshServer>>
{
    private const int Long = 48 << 20;

    private static readonly TargetPath File = TargetPath.Parse("file");

    [ServerFact(ServerKind.OpenSsh)]
    public async Task Password_IsAnsweredThroughTheProgram()
    {
        OpenSshServer server = await shared.RunningAsync();
        await using SftpTarget target = SftpTargets.Open(SftpTargets.ByPassword(server), server.Password);

        TargetDescription description = await target.DescribeAsync(default);

        Assert.True(description.Can(TargetFeatures.AtomicReplace | TargetFeatures.Flush | TargetFeatures.FreeSpace));
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task Passphrase_IsAnsweredThroughTheProgram()
    {
        OpenSshServer server = await shared.RunningAsync();
        SftpDefinition definition = SftpTargets.ByKey(server);
        definition = definition with { Endpoint = definition.Endpoint with { IdentityFile = server.ProtectedIdentityFile, Passphrase = SftpTargets.Prompt } };
        await using SftpTarget target = SftpTargets.Open(definition, server.Password);

        Assert.Null(await target.StatAsync(File, default));
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task EncryptedKeyWithoutPassphrase_IsToldBeforeConnecting()
    {
        OpenSshServer server = await shared.RunningAsync();
        SftpDefinition definition = SftpTargets.ByKey(server);

        TargetException failure = await FailureAsync(definition with { Endpoint = definition.Endpoint with { IdentityFile = server.ProtectedIdentityFile } });

        Assert.Equal(TargetFailure.AuthFailed, failure.Failure);
        Assert.Contains("is encrypted", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task UnknownClientKey_IsRefused()
    {
        OpenSshServer server = await shared.RunningAsync();
        SftpDefinition definition = SftpTargets.ByKey(server);

        TargetException failure = await FailureAsync(definition with { Endpoint = definition.Endpoint with { IdentityFile = server.UnknownIdentityFile } });

        Assert.Equal(TargetFailure.AuthFailed, failure.Failure);
        Assert.Contains("Permission denied", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task SecondAnswer_IsNeverGiven()
    {
        OpenSshServer server = await shared.RunningAsync();
        int before = Attempts(server.Log);

        TargetException failure = await FailureAsync(SftpTargets.ByPassword(server), new Secret("wrong"));

        Assert.Equal(TargetFailure.AuthFailed, failure.Failure);
        Assert.DoesNotContain("wrong", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Attempts(server.Log) - before);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task NoPinnedKey_SendsNothing()
    {
        SftpDefinition definition = SftpTargets.ByKey(await shared.RunningAsync());

        TargetException failure = await FailureAsync(definition with { Endpoint = definition.Endpoint with { HostKeys = [] } });

        Assert.Equal(TargetFailure.HostIdentity, failure.Failure);
        Assert.Contains("posbackup target trust hq", failure.Hint, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task ChangedHostKey_IsRefused()
    {
        await using var server = new OpenSshServer();
        await server.StartAsync();
        SftpDefinition definition = SftpTargets.ByKey(server);
        await server.ReplaceHostKeysAsync();

        TargetException failure = await FailureAsync(definition);

        Assert.Equal(TargetFailure.HostIdentity, failure.Failure);
        Assert.Contains("not the pinned one", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task OnePinnedKeyOfAnotherType_IsEnough()
    {
        SftpDefinition definition = SftpTargets.ByKey(await shared.RunningAsync());
        string rsa = definition.Endpoint.HostKeys.Single(key => key.StartsWith("ssh-rsa ", StringComparison.Ordinal));
        await using SftpTarget target = SftpTargets.Open(definition with { Endpoint = definition.Endpoint with { HostKeys = [rsa] } });

        Assert.Null(await target.StatAsync(File, default));
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task TalkingLoginScript_IsShown()
    {
        await using var server = new OpenSshServer { LoginText = "Welcome to store 42!\n" };
        await server.StartAsync();

        TargetException failure = await FailureAsync(SftpTargets.ByKey(server));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Contains("Welcome to store 42!", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task SftpNotEnabled_IsTold()
    {
        await using var server = new OpenSshServer { OffersSftp = false };
        await server.StartAsync();

        TargetException failure = await FailureAsync(SftpTargets.ByKey(server));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Contains("SFTP is not enabled", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task NoCommonCipher_ShowsTheOffer()
    {
        await using var server = new OpenSshServer { MoreConfiguration = ["Ciphers aes192-ctr"] };
        await server.StartAsync();

        TargetException failure = await FailureAsync(SftpTargets.ByKey(server));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Contains("aes192-ctr", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingProgram_IsNamed()
    {
        var definition = new SftpDefinition
        {
            Name = "hq",
            Program = "/no/such/ssh",
            Endpoint = new SshEndpoint { Host = "127.0.0.1", User = "store42", HostKeys = [SshValuesTests.Pin] },
        };

        TargetException failure = await FailureAsync(definition);

        Assert.Equal(TargetFailure.ToolMissing, failure.Failure);
        Assert.Contains("/no/such/ssh", failure.Message, StringComparison.Ordinal);
        Assert.Contains("hq", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task FrozenServer_IsLostAfterTheStallLimit()
    {
        await using var server = new OpenSshServer();
        await server.StartAsync();
        await using SftpTarget target = SftpTargets.Open(SftpTargets.ByKey(server) with { StallSeconds = 5 });
        await using var content = new ContentStream(Content.Random(Long), at: 8 << 20, server.Freeze);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.PutAsync(File, content, new PutRequest { Length = Long }, default));

        server.Thaw();
        Assert.Equal(TargetFailure.Lost, failure.Failure);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task KilledSsh_LeavesWhatWasAcknowledged()
    {
        OpenSshServer server = await shared.RunningAsync();
        await using SftpTarget target = SftpTargets.Open(SftpTargets.ByKey(server));
        byte[] content = Content.Random(Long);
        TargetPath path = TargetPath.Parse("killed");
        var progress = new RecordedProgress();
        await using var stream = new ContentStream(content, at: Long * 6 / 10, () =>
        {
            using var ssh = Process.GetProcessById(target.SshProcesses.Single());
            ssh.Kill();
        });

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.PutAsync(path, stream, new PutRequest { Length = Long, Acknowledged = progress }, default));

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        long length = (await target.StatAsync(path, default))!.Length;
        Assert.InRange(length, progress.Values[^1], Long);
        await target.PutAsync(path, new MemoryStream(content[(int)length..]), new PutRequest { Mode = PutMode.Continue, Offset = length, Length = Long - length }, default);
        RequireSame(content, Path.Combine(server.Folder, "killed"));
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task Rekeying_NeedsNoFileThatIsGone()
    {
        await using var server = new OpenSshServer { MoreConfiguration = ["RekeyLimit 1M"] };
        await server.StartAsync();
        await using SftpTarget target = SftpTargets.Open(SftpTargets.ByKey(server));
        byte[] content = Content.Random(8 << 20);

        await target.PutAsync(File, new MemoryStream(content), new PutRequest { Length = content.Length }, default);

        RequireSame(content, Path.Combine(server.Folder, "file"));
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task Jump_HasItsOwnKeysAndLogin()
    {
        OpenSshServer server = await shared.RunningAsync();
        await using var jump = new OpenSshServer { OffersSftp = false };
        await jump.StartAsync();
        SftpDefinition definition = SftpTargets.ByKey(server) with { Jump = SftpTargets.ByKey(jump).Endpoint };

        await using (SftpTarget target = SftpTargets.Open(definition))
            Assert.Null(await target.StatAsync(File, default));
        TargetException failure = await FailureAsync(definition with { Jump = definition.Jump with { IdentityFile = jump.UnknownIdentityFile } });

        Assert.Equal(TargetFailure.AuthFailed, failure.Failure);
        Assert.Contains($"{jump.User}@", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task Connections_AreOnlyOpenedWhenTheyAreUsed()
    {
        OpenSshServer server = await shared.RunningAsync();
        await using SftpTarget target = SftpTargets.Open(SftpTargets.ByKey(server) with { Connections = 3 });
        byte[] content = Content.Random(12 << 20);
        TargetPath path = TargetPath.Parse("ranges");
        await target.PutAsync(path, new MemoryStream(content, 0, 4 << 20), new PutRequest { Length = 4 << 20 }, default);
        Assert.Single(target.SshProcesses);

        await Task.WhenAll(Enumerable.Range(1, 2).Select(part => target.PutAsync(
            path, new MemoryStream(content, part << 22, 4 << 20), new PutRequest { Mode = PutMode.Continue, Offset = part << 22, Length = 4 << 20 }, default)));

        Assert.Equal(2, target.SshProcesses.Count);
        RequireSame(content, Path.Combine(server.Folder, "ranges"));
    }

    private static void RequireSame(byte[] content, string file) => Assert.True(content.AsSpan().SequenceEqual(System.IO.File.ReadAllBytes(file)));

    private static int Attempts(string log) => log.Split('\n').Count(line => line.StartsWith("Failed password", StringComparison.Ordinal));

    private static async Task<TargetException> FailureAsync(SftpDefinition definition, Secret? secret = null)
    {
        await using SftpTarget target = SftpTargets.Open(definition, secret);
        return await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));
    }
}
