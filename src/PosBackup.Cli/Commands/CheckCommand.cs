using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Backups;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup check</c>: would a backup with these options succeed?</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var settings = new BackupSettings();
        var command = new Command(
            "check",
            "Look whether a backup with these options can succeed, by a real small one: login, rights, the folder and the account that writes there, space, compression, databases. Leaves nothing behind.");
        settings.AddTo(command);
        command.Does((parsed, screen, cancellationToken) => RunAsync(settings.Read(parsed), screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(BackupOptions options, Screen screen, CancellationToken cancellationToken)
    {
        options.Validate();
        PreflightReport report = await ProgressDisplay.RunAsync(screen, observer => new PreflightRunner().RunAsync(options, observer, cancellationToken));
        foreach (string line in PreflightText.Describe(report))
            screen.Line(line);

        screen.Document(PreflightJson.Of(report), CliJson.Default.PreflightJson);
        return report.Passed ? ExitCode.Done : ExitCode.Failed;
    }
}
