namespace PosBackup.Engine.Files;

/// <summary>Where a path leads when every link in it is followed. What is not there, or cannot be looked at, is no link.</summary>
internal static class RealPath
{
    /// <summary>A ring of links ends here.</summary>
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        var ahead = new Stack<string>();
        Push(full, real);
        int links = 0;
        while (ahead.TryPop(out string? name))
        {
            string next = Path.Combine(real, name);
            if (links < MostLinks && LinkOf(next) is { } target)
            {
                links++;
                string led = Path.GetFullPath(target, real);
                real = Path.GetPathRoot(led)!;
                Push(led, real);
            }
            else
            {
                real = next;
            }
        }

        return real;

        void Push(string from, string root)
        {
            foreach (string name in from[root.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
                ahead.Push(name);
        }
    }

    /// <summary>Where a link leads, as it is written in it; null for what is none.</summary>
    public static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
