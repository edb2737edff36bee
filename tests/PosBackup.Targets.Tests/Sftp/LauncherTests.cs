using PosBackup.Engine.Targets.Sftp;
using PosBackup.Engine.Targets.Sftp.Launch;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Sftp;

public sealed class LauncherTests(ServerOf<OpenSshServer> shared) : IClassFixture<ServerOf<OpenSshServer>>
{
    [ServerFact(ServerKind.OpenSsh)]
    public async Task Launch_ThatNeverBeginsIsTriedInTheOtherWayAndRemembered()
    {
        SftpDefinition definition = SftpTargets.ByKey(await shared.RunningAsync());
        var launcher = new DoubtfulLauncher();
        await using var target = new SftpTarget(definition, new SftpConnector(definition, new OneSecret(null), SftpTargets.Askpass, launcher, TimeProvider.System), TimeProvider.System);

        Assert.Null(await target.StatAsync(TargetPath.Parse("none"), default));

        Assert.Equal(2, launcher.Launched);
    }

    [Fact]
    public void CommandLine_IsTakenApartAsItWas() => Assert.Equal(
        @"""C:\Program Files\ssh.exe"" -F ""C:\a b\\"" ""say \""x\"""" """"",
        WindowsCommandLine.Of(@"C:\Program Files\ssh.exe", ["-F", @"C:\a b\", "say \"x\"", ""]));

    [Fact]
    public void EnvironmentBlock_IsSortedAndEnded() => Assert.Equal(
        "A=1\0b=2\0\0",
        WindowsCommandLine.Block(new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2", ["A"] = "1" }));

    /// <summary>Starts a program that ends at once, until it is doubted.</summary>
    private sealed class DoubtfulLauncher : ISshLauncher
    {
        private readonly PlainSshLauncher _plain = new();
        private bool _isDoubted;

        public int Launched { get; private set; }

        public ISshProcess Launch(SshCommand command)
        {
            Launched++;
            return _plain.Launch(_isDoubted ? command : command with { Program = "true", Arguments = [] });
        }

        public bool Doubt() => !_isDoubted && (_isDoubted = true);
    }
}
