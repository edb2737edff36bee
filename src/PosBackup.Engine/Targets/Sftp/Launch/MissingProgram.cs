namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>The message for a program of OpenSSH that cannot be started.</summary>
internal static class MissingProgram
{
    public static TargetException Of(string program, Exception cause) => new(
        TargetFailure.ToolMissing,
        $"{program} cannot be started: {cause.Message}",
        OperatingSystem.IsWindows()
            ? "install the OpenSSH client: Add-WindowsCapability -Online -Name OpenSSH.Client~~~~0.0.1.0, or name the program in the definition"
            : "install the OpenSSH client (Debian, Ubuntu: apt install openssh-client), or name the program in the definition",
        cause);
}
