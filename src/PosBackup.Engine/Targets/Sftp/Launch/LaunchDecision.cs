namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>
/// How ssh is started here. Pure; the cases:
/// <code>
/// not Windows, or not Microsoft's port           plain pipes
/// Microsoft's port, 10.0 and later               overlapped pipes, said by OPENSSH_STDIO_MODE
/// Microsoft's port, older                        overlapped pipes, said by the variable that its own sftp.exe uses
/// Microsoft's port, overlapped pipes failed once plain pipes (20 to 30 MB/s up, a slow LAN, but fast enough for most uplinks)
/// version unknown                                plain pipes
/// </code>
/// Passwords: since 8.4 ssh asks the askpass program when it is told to. Before, it does when DISPLAY is set and it finds no terminal: on
/// Windows that is so for a process without a console, elsewhere it depends on where we were started.
/// </summary>
/// <param name="Mode">The pipes.</param>
/// <param name="Askpass">Whether passwords can be answered.</param>
internal readonly record struct LaunchDecision(LaunchMode Mode, AskpassAbility Askpass)
{
    /// <param name="isWindows">The system.</param>
    /// <param name="version">What ssh says; null when it was not understood.</param>
    /// <param name="hasFailed">Whether a session over overlapped pipes never began with this program.</param>
    public static LaunchDecision Of(bool isWindows, SshVersion? version, bool hasFailed) =>
        new(Pipes(isWindows, version, hasFailed), Answers(isWindows, version));

    private static LaunchMode Pipes(bool isWindows, SshVersion? version, bool hasFailed) => version switch
    {
        { IsWindowsPort: true } when !isWindows || hasFailed => LaunchMode.Plain,
        { IsWindowsPort: true } port => port.IsAtLeast(10, 0) ? LaunchMode.OverlappedByMode : LaunchMode.OverlappedByState,
        _ => LaunchMode.Plain,
    };

    private static AskpassAbility Answers(bool isWindows, SshVersion? version) =>
        version is not { } known || known.IsAtLeast(8, 4) ? AskpassAbility.Forced
        : isWindows ? AskpassAbility.WithoutConsole
        : AskpassAbility.WithoutTerminal;
}

/// <summary>Kinds of pipes to ssh.</summary>
internal enum LaunchMode
{
    /// <summary>Ordinary pipes.</summary>
    Plain,

    /// <summary>Overlapped named pipes, with the state of the descriptors in a variable, as the port's own sftp.exe starts ssh.</summary>
    OverlappedByState,

    /// <summary>Overlapped named pipes, with the official variable.</summary>
    OverlappedByMode,
}

/// <summary>Whether ssh asks our program for passwords.</summary>
internal enum AskpassAbility
{
    /// <summary>Always.</summary>
    Forced,

    /// <summary>When it has no console: it has to be started detached.</summary>
    WithoutConsole,

    /// <summary>Only when this program has no terminal.</summary>
    WithoutTerminal,
}
