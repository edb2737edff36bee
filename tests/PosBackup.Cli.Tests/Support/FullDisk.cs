namespace PosBackup.Cli.Tests.Support;

/// <summary>
/// The program where the disk under a folder is full to the last page: a copy of the folder on a small disk (tmpfs), in a mount namespace that only the program sees. What is done there
/// is gone with it. Linux only.
/// </summary>
internal static class FullDisk
{
    private const string Script = """cp -a "$0" "$1" && mount -t tmpfs -o size=64m tmpfs "$0" && cp -a "$1/." "$0" && { cat /dev/zero > "$0/filler" 2> /dev/null; shift; exec "$@"; }""";

    /// <summary>Root needs no namespace of users.</summary>
    private static string[] Namespace => Environment.IsPrivilegedProcess ? ["--mount"] : ["--map-root-user", "--mount"];

    public static async Task<ProgramResult> RunAsync(string folder, params string[] arguments)
    {
        using var aside = new TemporaryFolder();
        return await TheProgram.RunAsync(arguments, environment: null, within: ["unshare", .. Namespace, "sh", "-c", Script, folder, aside.File("copy")]);
    }
}
