namespace PosBackup.PowerShell.Tests.Support;

/// <summary>The real program as it comes out of a package: nobody may run it. Its folder has a name that a shell would stumble on.</summary>
internal sealed class PackedEngine : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("the shop's engine ").FullName;

    /// <param name="script">What it does instead of being the real program.</param>
    public PackedEngine(string? script = null)
    {
        System.IO.File.WriteAllText(File, $"#!/bin/sh\n{script ?? $"exec '{RealEngine.File}' \"$@\""}\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    public string File => Path.Combine(_folder, "posbackup");

    /// <summary>As ls writes it.</summary>
    public string Mode
    {
        get
        {
            if (OperatingSystem.IsWindows())
                return "";
            UnixFileMode mode = System.IO.File.GetUnixFileMode(File);
            return string.Concat("rwxrwxrwx".Select((letter, i) => ((int)mode & (256 >> i)) != 0 ? letter : '-'));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
