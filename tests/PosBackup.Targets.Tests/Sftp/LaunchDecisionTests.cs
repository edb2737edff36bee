using PosBackup.Engine.Targets.Sftp.Launch;

namespace PosBackup.Targets.Tests.Sftp;

public sealed class LaunchDecisionTests
{
    [Theory]
    [InlineData("OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026", false, "Plain", "Forced")]
    [InlineData("OpenSSH_7.4p1, OpenSSL 1.0.2k-fips  26 Jan 2017", false, "Plain", "WithoutTerminal")]
    [InlineData("OpenSSH_for_Windows_7.7p1, LibreSSL 2.6.5", true, "OverlappedByState", "WithoutConsole")]
    [InlineData("OpenSSH_for_Windows_8.1p1, LibreSSL 3.0.2", true, "OverlappedByState", "WithoutConsole")]
    [InlineData("OpenSSH_for_Windows_8.6p1, LibreSSL 3.4.3", true, "OverlappedByState", "Forced")]
    [InlineData("OpenSSH_for_Windows_9.5p2, LibreSSL 3.8.2", true, "OverlappedByState", "Forced")]
    [InlineData("OpenSSH_for_Windows_10.0p2 Win32-OpenSSH-GitHub, LibreSSL 4.2.0", true, "OverlappedByMode", "Forced")]
    [InlineData("OpenSSH_9.9p1, OpenSSL 3.2.3", true, "Plain", "Forced")]
    [InlineData("plink: Release 0.78", true, "Plain", "Forced")]
    public void Of_ReadsTheVersion(string text, bool isWindows, string mode, string askpass)
    {
        var decision = LaunchDecision.Of(isWindows, SshVersion.Parse(text), hasFailed: false);

        Assert.Equal((mode, askpass), ($"{decision.Mode}", $"{decision.Askpass}"));
    }

    [Fact]
    public void Of_RemembersThatOverlappedPipesFailed() =>
        Assert.Equal(LaunchMode.Plain, LaunchDecision.Of(isWindows: true, new SshVersion(8, 1, IsWindowsPort: true), hasFailed: true).Mode);
}
