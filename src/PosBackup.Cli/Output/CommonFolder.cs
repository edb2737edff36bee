namespace PosBackup.Cli.Output;

/// <summary>The folder that paths of any machine share, so that a table need not repeat it.</summary>
internal static class CommonFolder
{
    /// <summary>Up to and with the last separator before they differ; empty when they share no more than a root.</summary>
    public static string Of(IEnumerable<string> paths)
    {
        string? shared = null;
        foreach (string path in paths)
            shared = shared is null ? path : shared[..shared.AsSpan().CommonPrefixLength(path)];

        string folder = shared is null ? "" : shared[..(shared.LastIndexOfAny(['/', '\\']) + 1)];
        string name = folder.Trim('/', '\\');
        return name.Length == 0 || name.EndsWith(':') ? "" : folder;
    }
}
