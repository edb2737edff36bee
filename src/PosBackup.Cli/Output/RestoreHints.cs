using PosBackup.Engine;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Output;

/// <summary>The engine speaks of choices; on the command line they have names, and whoever restores has no time to look them up.</summary>
internal static class RestoreHints
{
    /// <summary>The hint with the options that make the choice it speaks of.</summary>
    public static string? Of(RestoreOptions options, ErrorCode code, string? hint) => code switch
    {
        ErrorCode.InvalidOption when options is { Replace: true, TailLog: null } => With(hint, "--tail-log take or --tail-log skip"),
        ErrorCode.DatabaseExists when !options.Replace => With(hint, "--as <name>, or --replace with --tail-log take"),
        ErrorCode.BackupSetNotFound or ErrorCode.FileAccess => With(hint, "--from <folder> says where else to look"),
        _ => hint,
    };

    private static string With(string? hint, string options) => hint is null ? options : $"{hint} ({options})";
}
