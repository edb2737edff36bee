using System.Globalization;
using System.Security.Cryptography;

namespace PosBackup.ModuleBuilder.Sealing;

/// <summary>
/// The catalog of a module folder: the SHA-256 of every file in it, in the format of <c>sha256sum --check</c>: the hash in lower case, two spaces, the path with slashes, a line feed.
/// </summary>
internal static class ModuleSeal
{
    /// <summary>Name of the catalog.</summary>
    public const string FileName = "PosBackup.sha256";

    /// <summary>Writes the catalog anew.</summary>
    public static void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), Of(folder));

    /// <summary>The text of the catalog, in the order of the paths; it does not name itself.</summary>
    public static string Of(string folder) => string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => (file, path: Path.GetRelativePath(folder, file).Replace('\\', '/')))
        .Where(pair => pair.path is not FileName)
        .OrderBy(pair => pair.path, StringComparer.Ordinal)
        .Select(pair => $"{Hash(pair.file)}  {pair.path}\n"));

    /// <summary>The engines in the folder that are too large, a sentence each.</summary>
    public static IReadOnlyList<string> TooLarge(string folder, long limit) =>
    [
        .. Engines(folder)
            .Where(engine => engine.Length >= limit)
            .Select(engine => string.Create(CultureInfo.InvariantCulture, $"{engine.FullName} has {engine.Length} bytes; it must have less than {limit}")),
    ];

    /// <summary>The programs in <c>bin</c>.</summary>
    public static IReadOnlyList<FileInfo> Engines(string folder) =>
        new DirectoryInfo(Path.Combine(folder, "bin")) is { Exists: true } bin ? [.. bin.EnumerateFiles("posbackup*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal)] : [];

    private static string Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
