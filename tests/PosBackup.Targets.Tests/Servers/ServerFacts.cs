namespace PosBackup.Targets.Tests.Servers;

/// <summary>A test with real servers: skipped where one is missing, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute(params ServerKind[] kinds) => Skip = ServerRequirements.WhyToSkip(kinds);
}

/// <summary>A theory with real servers: skipped where one is missing, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute(params ServerKind[] kinds) => Skip = ServerRequirements.WhyToSkip(kinds);
}

/// <summary>What each server needs on this machine.</summary>
internal static class ServerRequirements
{
    private static readonly Dictionary<ServerKind, string[]> Programs = new()
    {
        [ServerKind.OpenSsh] = ["sshd", "ssh", "ssh-keygen"],
        [ServerKind.ProFtpdSftp] = ["proftpd", "ssh", "ssh-keygen"],
        [ServerKind.RcloneSftp] = ["rclone", "ssh", "ssh-keygen"],
        [ServerKind.ProFtpd] = ["proftpd"],
        [ServerKind.Vsftpd] = ["vsftpd"],
        [ServerKind.PureFtpd] = ["pure-ftpd", "pure-pw", "openssl"],
    };

    /// <summary>Why tests with these servers cannot run here; null when they can, and in CI, where they then fail.</summary>
    public static string? WhyToSkip(params ServerKind[] kinds) => IsCi ? null : WhatIsMissing(kinds);

    /// <summary>What these servers lack here; null when nothing.</summary>
    public static string? WhatIsMissing(params ServerKind[] kinds)
    {
        if (!OperatingSystem.IsLinux())
            return "the test servers run on Linux";
        string[] missing = [.. kinds.SelectMany(k => Programs[k]).Distinct().Where(p => ServerPrograms.Find(p) is null)];
        if (missing.Length > 0)
            return $"{string.Join(", ", missing)} not installed: tests/run.sh installs what the servers need";
        return Environment.IsPrivilegedProcess || kinds.All(k => k == ServerKind.RcloneSftp) ? null : "the test servers are started by root";
    }

    private static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
}
