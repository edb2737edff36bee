using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Verbs;

/// <summary>Files that registered secrets went to (<c>secrets/hq.password</c>, beside the file of targets). Each is there for as long as a target refers to it.</summary>
internal static class TargetSecretFiles
{
    /// <summary>The folder beside a file of targets.</summary>
    public static string FolderOf(TargetFileStore store) => Path.Combine(Path.GetDirectoryName(store.Path)!, "secrets");

    /// <summary>Removes the files of a definition that is gone, but for those that one of the present refers to; files elsewhere are somebody else's, and stay.</summary>
    /// <param name="store">The file of targets.</param>
    /// <param name="gone">The definition.</param>
    /// <param name="present">What is in the file now.</param>
    /// <exception cref="PosBackupException">FileAccess: one cannot be removed.</exception>
    public static void RemoveUnused(TargetFileStore store, TargetDefinition gone, TargetFile present)
    {
        HashSet<string> used = present.Targets.SelectMany(Files).ToHashSet(Paths);
        foreach (string file in Files(gone).Where(file => !used.Contains(file) && Paths.Equals(Path.GetDirectoryName(file), FolderOf(store))))
            Remove(file, gone.Name);
    }

    private static StringComparer Paths => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static IEnumerable<string> Files(TargetDefinition target) => TargetSecrets.Of(target).Where(reference => reference.Place == SecretPlace.File).Select(reference => reference.Name);

    private static void Remove(string file, string target)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"the file of targets is written, but {file}, a secret of the former target {target} that nothing refers to any more, cannot be removed: {e.Message}", "remove it by hand", e);
        }
    }
}
