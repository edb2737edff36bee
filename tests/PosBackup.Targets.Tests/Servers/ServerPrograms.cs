namespace PosBackup.Targets.Tests.Servers;

/// <summary>Where the server programs are: on the path, or unpacked by <c>tests/run.sh</c> (those that Debian lets nobody install beside each other).</summary>
internal static class ServerPrograms
{
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"];

    /// <summary>Root of the unpacked packages.</summary>
    public static string UnpackedRoot { get; } = Environment.GetEnvironmentVariable("POSBACKUP_SERVERS") is { Length: > 0 } folder ? folder : "/var/cache/posbackup-tests/servers";

    /// <summary>Libraries of the unpacked programs, for <c>LD_LIBRARY_PATH</c>.</summary>
    public static string UnpackedLibraries { get; } = string.Join(':', LibraryFolders());

    /// <summary>Full path of a program; null when it is not there.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(SystemFolders)
            .Concat([Path.Combine(UnpackedRoot, "usr/sbin"), Path.Combine(UnpackedRoot, "usr/bin")])
            .Where(f => f.Length > 0)
            .Select(f => Path.Combine(f, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Full path of a program that has to be there.</summary>
    public static string Require(string program) => Find(program) ?? throw new FileNotFoundException($"{program} is not installed: tests/run.sh installs it");

    private static IEnumerable<string> LibraryFolders()
    {
        foreach (string lib in (string[])["usr/lib", "lib"])
        {
            string folder = Path.Combine(UnpackedRoot, lib);
            if (!Directory.Exists(folder))
                continue;
            yield return folder;
            foreach (string architecture in Directory.EnumerateDirectories(folder, "*-linux-gnu*"))
                yield return architecture;
        }
    }
}
