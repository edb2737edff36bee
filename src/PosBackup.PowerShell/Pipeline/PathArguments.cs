using System.Collections.ObjectModel;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// Paths as a cmdlet takes them, made whole for the engine, whose current folder is another. A path that is there is taken as it is, also with brackets in it; else wildcards are
/// resolved; what is not there is passed on, so that the engine says what it misses.
/// </summary>
internal static class PathArguments
{
    /// <summary>Files and folders that this machine reads.</summary>
    public static IEnumerable<string> Resolve(PSCmdlet cmdlet, IEnumerable<string> paths) => paths.SelectMany(path => Resolve(cmdlet, path)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether the paths are of a listing, by a pipeline or by wildcards: then nobody has named what lies beside backups.</summary>
    public static bool AreListed(PSCmdlet cmdlet, IEnumerable<string> paths) => cmdlet.MyInvocation.ExpectingInput || paths.Any(WildcardPattern.ContainsWildcardCharacters);

    /// <summary>A file or folder of this machine, which need not be there.</summary>
    public static string? Whole(PSCmdlet cmdlet, string? path) => string.IsNullOrEmpty(path) ? null : cmdlet.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>A file or folder as the instance's machine sees it: a whole path stays as it is, whatever system it is of; another is this machine's.</summary>
    public static string? AsInstanceSees(PSCmdlet cmdlet, string? path) => string.IsNullOrEmpty(path) || IsWhole(path!) ? path : Whole(cmdlet, path);

    private static bool IsWhole(string path) => path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':' && char.IsLetter(path[0]));

    private static Collection<string> Resolve(PSCmdlet cmdlet, string path)
    {
        string whole = cmdlet.GetUnresolvedProviderPathFromPSPath(path);
        if (File.Exists(whole) || Directory.Exists(whole) || !WildcardPattern.ContainsWildcardCharacters(path))
            return [whole];

        try
        {
            return cmdlet.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException)
        {
            return [whole];
        }
    }
}
