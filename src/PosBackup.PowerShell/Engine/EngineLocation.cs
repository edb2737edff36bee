using System.Runtime.InteropServices;

namespace PosBackup.PowerShell.Engine;

/// <summary>Where the engine is: where <see cref="Variable"/> points, else beside the module for this machine.</summary>
internal static class EngineLocation
{
    /// <summary>Environment variable that names another engine, for development.</summary>
    public const string Variable = "POSBACKUP_ENGINE";

    /// <param name="moduleFolder">Folder of the module's assembly.</param>
    /// <param name="configured">What the variable says; null or empty when it says nothing.</param>
    /// <param name="exists">Whether there is such a file.</param>
    /// <exception cref="PosBackupException">There is none; the message names the paths looked at.</exception>
    public static string Find(string moduleFolder, string? configured, Func<string, bool> exists)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return exists(configured!) ? configured! : throw new PosBackupException(
                EngineErrorCode.Missing, $"there is no engine at {configured}, where the environment variable {Variable} points", $"correct {Variable}, or remove it to use the engine of the module");
        }

        string[] places = Places(moduleFolder);
        return Array.Find(places, place => exists(place)) ?? throw new PosBackupException(
            EngineErrorCode.Missing, $"there is no engine at {string.Join(" or ", places)}", $"install the module anew for this machine, or let the environment variable {Variable} name the file posbackup");
    }

    /// <summary>
    /// The module has its engines in bin. Its assembly lies in the folder of the module or in one below it (as a module that keeps its assemblies in lib does).
    /// Windows on ARM runs the engine of x64 too.
    /// </summary>
    private static string[] Places(string moduleFolder)
    {
        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        string system = isWindows ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx" : "linux";
        string file = isWindows ? "posbackup.exe" : "posbackup";
        string architecture = EnumName(RuntimeInformation.OSArchitecture);
        string[] architectures = isWindows && architecture is not "x64" ? [architecture, "x64"] : [architecture];
        string[] folders = Path.GetDirectoryName(moduleFolder) is { Length: > 0 } parent ? [moduleFolder, parent] : [moduleFolder];
        return [.. folders.SelectMany(folder => architectures.Select(each => Path.Combine(folder, "bin", $"{system}-{each}", file)))];
    }

    private static string EnumName(Architecture architecture) => architecture.ToString().ToLowerInvariant();
}
