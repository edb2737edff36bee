using System.CommandLine;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup verify</c>: proves media files without a server, and misses those that are gone.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string[]> Paths = MediaPaths.Argument();

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Of compressed files check only the checksums of the stored pieces, not the pages inside",
    };

    private static readonly Option<int?> Parallelism = new("--parallelism") { Description = "Cores for decompression, 1 to 64 (default: all of the machine)", HelpName = "n" };

    private static readonly Option<bool> Record = new("--record")
    {
        Description = "Write the proof into the manifest beside each file, made when missing, and into the catalog; without it nothing is written",
    };

    private static readonly Option<bool> AllowNotChecked = new("--allow-not-checked")
    {
        Description = "Exit code 0 also when a file could not be checked (encrypted without a manifest, or of an unknown form); without it such a file counts as failed. A set that lacks a stripe fails always",
    };

    public static Command Create()
    {
        var command = new Command(
            "verify",
            "Verify backup files without a server (level L1): structure, checksums, completeness. With a manifest beside a file also whether its bytes are those that were written (L0). Files that the catalog expects in these folders and that are gone are reported. Exit code 0 only when every file is intact.")
        {
            Paths, Quick, Parallelism, Record, AllowNotChecked, SharedOptions.Catalog,
        };
        command.Excludes(Quick, Parallelism, "it decompresses nothing");
        command.Does(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        string[] paths = parsed.GetValue(Paths)!;
        var options = new VerifyOptions
        {
            Compressed = parsed.GetValue(Quick) ? CompressedDepth.Quick : CompressedDepth.Full,
            Parallelism = parsed.GetValue(Parallelism) ?? new VerifyOptions().Parallelism,
        };
        var results = new VerifyResults(screen, parsed.GetValue(AllowNotChecked));
        var verification = new MediaVerification(options, SharedOptions.CatalogOf(parsed), parsed.GetValue(Record), results);
        await ProgressDisplay.RunAsync(screen, observer => verification.RunAsync(paths, observer, cancellationToken));
        return results.Finish(paths);
    }
}
