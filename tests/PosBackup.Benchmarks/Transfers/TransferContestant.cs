namespace PosBackup.Benchmarks.Transfers;

/// <summary>A program that brings a file to a server and back.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Put">Program and arguments that send <see cref="TransferFiles.Source"/>.</param>
/// <param name="Get">Program and arguments that fetch it into <see cref="TransferFiles.Received"/>; null when that is not asked of it.</param>
internal sealed record TransferContestant(string Name, IReadOnlyList<string> Put, IReadOnlyList<string>? Get);

/// <summary>The files of a race.</summary>
/// <param name="Folder">Folder for all of them, and home of the programs.</param>
/// <param name="Source">The file that is sent.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Length">Its bytes.</param>
internal sealed record TransferFiles(string Folder, string Source, string Sha256, long Length)
{
    /// <summary>Name of the copy on the server.</summary>
    public const string CopyName = "copy.bak";

    /// <summary>Where it arrives when it comes back.</summary>
    public string Received => Path.Combine(Folder, "received.bak");

    /// <summary>Writes a small file, such as a script for a peer, that only this account reads.</summary>
    public string Write(string name, params IEnumerable<string> lines)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }
}
