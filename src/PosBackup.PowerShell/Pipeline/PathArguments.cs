using System.Collections.ObjectModel;
using Microsoft.PowerShell.Commands;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// Paths as a cmdlet takes them, made whole for the engine, whose current folder is another: whatever is no path of the file system is refused, and never left to the engine. A path that is
/// there is taken as it is, also with brackets in it; else wildcards are resolved, and brackets behind a backtick, as PowerShell completes them, are brackets of the name; what is not there is
/// passed on, so that the engine says what it misses.
/// </summary>
internal static class PathArguments
{
    /// <summary>Files and folders that this machine reads, each once.</summary>
    /// <param name="cmdlet">Whose current location counts.</param>
    /// <param name="paths">What was typed or piped.</param>
    /// <param name="refuse">Takes the error of each that names nothing: to the engine none would be all.</param>
    /// <param name="onNoMatch">Is told of wildcards that match nothing, where that is an answer and no error.</param>
    public static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, IEnumerable<string> paths, Action<ErrorRecord> refuse, Action<string>? onNoMatch = null)
    {
        var found = new PathList();
        foreach (string path in paths)
        {
            if (cmdlet.Stopping)
                throw new PipelineStoppedException();

            try
            {
                Collection<string> matches = Resolve(cmdlet, path);
                found.Add(matches);
                if (matches.Count == 0)
                    (onNoMatch ?? throw NoMatch(path))($"nothing matches {path}");
            }
            catch (PosBackupException e)
            {
                refuse(ErrorRecords.Of(e, path));
            }
        }

        return found;
    }

    /// <summary>Files and folders that somebody else resolved before, and that are what they say: brackets in them are brackets, also where the file is gone since.</summary>
    /// <exception cref="PosBackupException">InvalidOption: one is no path of the file system.</exception>
    public static IReadOnlyList<string> Literal(PSCmdlet cmdlet, IEnumerable<string> paths) => [.. paths.Select(path => cmdlet.Stopping ? throw new PipelineStoppedException() : InFileSystem(cmdlet, path))];

    /// <summary>A file or folder of this machine, which need not be there.</summary>
    public static string? Whole(PSCmdlet cmdlet, string? path)
    {
        try
        {
            return string.IsNullOrEmpty(path) ? null : Named(cmdlet, path!);
        }
        catch (PosBackupException e)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.Of(e, path));
            throw;
        }
    }

    /// <summary>A file or folder as the instance's machine sees it: a whole path stays as it is, whatever system it is of; another is this machine's.</summary>
    public static string? AsInstanceSees(PSCmdlet cmdlet, string? path) => string.IsNullOrEmpty(path) ? path : IsWhole(path!) ? AsWritten(path!) : Whole(cmdlet, path);

    /// <summary>Whether a link lies there.</summary>
    public static bool IsLink(string path) => IsThere(path) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) == FileAttributes.ReparsePoint;

    private static bool IsWhole(string path) => path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':' && char.IsLetter(path[0]));

    private static Collection<string> Resolve(PSCmdlet cmdlet, string path)
    {
        string whole = Named(cmdlet, path);
        if (IsThere(whole) || !WildcardPattern.ContainsWildcardCharacters(path))
            return [whole];

        try
        {
            // A bracket that is never closed matches nothing, and PowerShell says nothing of it.
            _ = WildcardPattern.Get(path, WildcardOptions.None).IsMatch("");
            return cmdlet.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
        catch (WildcardPatternException e)
        {
            throw new PosBackupException("InvalidOption", $"{path} is neither there nor a wildcard pattern: {e.Message}", "close the bracket, or put a backtick before one that is part of the name", e);
        }
    }

    /// <summary>The file or folder that a path names, if it is no pattern.</summary>
    private static string Named(PSCmdlet cmdlet, string path)
    {
        string whole = InFileSystem(cmdlet, path);
        return IsThere(whole) || WildcardPattern.ContainsWildcardCharacters(path) ? whole : InFileSystem(cmdlet, WildcardPattern.Unescape(path));
    }

    private static string AsWritten(string path) => IsThere(path) || WildcardPattern.ContainsWildcardCharacters(path) ? path : WildcardPattern.Unescape(path);

    private static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

    private static PosBackupException NoMatch(string path) => new("FileAccess", $"nothing matches {path}", "look at the pattern with Get-ChildItem, and name files or folders that are there");

    private static string InFileSystem(PSCmdlet cmdlet, string path)
    {
        string whole;
        ProviderInfo provider;
        try
        {
            whole = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (Exception e) when (e is SessionStateException or PSInvalidOperationException or PSNotSupportedException or ProviderInvocationException)
        {
            throw NotInFileSystem(cmdlet, path, e.Message, e);
        }

        // To another provider a share is a path of its own; to everybody else it is a share.
        bool isShare = path.StartsWith(@"\\", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal);
        return isShare || provider.ImplementingType == typeof(FileSystemProvider) ? whole : throw NotInFileSystem(cmdlet, path, $"it is one of {provider.Name}");
    }

    private static PosBackupException NotInFileSystem(PSCmdlet cmdlet, string path, string reason, Exception? inner = null) => new(
        "InvalidOption", $"{path} is no path of a file or folder at {cmdlet.SessionState.Path.CurrentLocation.Path}: {reason}", "write the whole path, or go to a folder first (Set-Location)", inner);
}
