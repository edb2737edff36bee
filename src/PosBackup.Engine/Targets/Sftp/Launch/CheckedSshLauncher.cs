namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>
/// Starts ssh the best way there is here, and remembers for its life when that way does not work: a session that does not begin over overlapped
/// pipes is tried again over ordinary ones. What decides is <see cref="LaunchDecision"/>.
/// </summary>
/// <param name="program">The ssh program, which is asked for its version once, on Windows only.</param>
internal sealed class CheckedSshLauncher(string program) : ISshLauncher
{
    private static readonly TimeSpan VersionPatience = TimeSpan.FromSeconds(5);

    private readonly Lazy<SshVersion?> _version = new(() => Ask(program));
    private volatile bool _hasFailed;

    /// <summary>How ssh is started now.</summary>
    public LaunchMode Mode => OperatingSystem.IsWindows() ? LaunchDecision.Of(isWindows: true, _version.Value, _hasFailed).Mode : LaunchMode.Plain;

    public bool Doubt()
    {
        if (Mode == LaunchMode.Plain)
            return false;

        _hasFailed = true;
        return true;
    }

    public ISshProcess Launch(SshCommand command) =>
        OperatingSystem.IsWindows() && Mode is not LaunchMode.Plain and var mode ? new OverlappedSshLauncher(mode).Launch(command) : new PlainSshLauncher().Launch(command);

    private static SshVersion? Ask(string program)
    {
        using ISshProcess ssh = new PlainSshLauncher().Launch(new SshCommand(program, ["-V"], new Dictionary<string, string>(StringComparer.Ordinal)));
        var said = new Processes.ErrorText(ssh.Errors);
        _ = ssh.Wait(VersionPatience);
        return SshVersion.Parse(said.End(VersionPatience));
    }
}
