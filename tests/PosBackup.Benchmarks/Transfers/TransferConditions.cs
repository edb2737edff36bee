using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>What the figures must be read with.</summary>
internal static class TransferConditions
{
    public static async Task<string> DescribeAsync() => string.Join('\n',
    [
        $"{Machine.Describe()}; load {Load()} at the start",
        $"ssh: {await VersionAsync("ssh", "-V")}; rclone: {await VersionAsync("rclone", "version")}; lftp: {await VersionAsync("lftp", "--version")}; curl: {await VersionAsync("curl", "--version")}",
        "Wall time and processor time from the start of each program to its end, login included; processor time with its `ssh`, without the server.",
        "PosBackup hashes and flushes (`fsync@openssh.com`); peers flush nothing, and hash where `openssl` is named. rclone's chunks are 255 KiB and its own check by hash is off; all else is as it comes.",
        "A delay is a proxy's, at 1 Gbit/s: it delays what programs say to each other and holds up to 64 MiB on the way; TCP's own windows and slow start are not in it. SSH's window is, which is what bounds SFTP.",
        "",
    ]);

    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static async Task<string> VersionAsync(string program, string question)
    {
        if (ServerPrograms.Find(program) is null)
            return "not there";

        (_, string output, string complaints) = await SmallProgram.TryAsync(program, [question]);
        return (output + complaints).Split('\n')[0].Split(" (")[0].Trim();
    }
}
