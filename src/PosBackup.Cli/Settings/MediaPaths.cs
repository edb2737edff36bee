using System.CommandLine;

namespace PosBackup.Cli.Settings;

/// <summary>The files and folders that a command looks at.</summary>
internal static class MediaPaths
{
    public static Argument<string[]> Argument() => new("path")
    {
        Description = "Backup files, and folders that are searched with their subfolders for files that hold SQL Server backups, whatever their names",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "file|folder",
    };
}
