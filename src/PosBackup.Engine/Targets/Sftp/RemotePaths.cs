namespace PosBackup.Engine.Targets.Sftp;

/// <summary>Paths of a target as the server sees them. Pure.</summary>
/// <param name="root">Folder of the target as the definition has it: with <c>/</c> absolute, else from the login's home; empty for the home.</param>
internal sealed class RemotePaths(string root)
{
    private readonly string _root = root is "/" ? root : root.TrimEnd('/');

    /// <summary>A path below the folder of the target.</summary>
    public string Of(TargetPath path) => (_root, path.Value) switch
    {
        ("", "") => root.Length == 0 ? "." : "/",
        ("", var value) => root.Length == 0 ? value : $"/{value}",
        (var folder, "") => folder,
        ("/", var value) => $"/{value}",
        var (folder, value) => $"{folder}/{value}",
    };

    /// <summary>The folder that a path lies in; null when there is none to make.</summary>
    public static string? FolderOf(string path) => path.LastIndexOf('/') is > 0 and int slash ? path[..slash] : null;
}
