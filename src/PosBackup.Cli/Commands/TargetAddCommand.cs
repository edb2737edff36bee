using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup target add KIND NAME</c>: writes the definition of a target. Connects to nothing.</summary>
internal static class TargetAddCommand
{
    private static readonly Option<bool> Replace = new("--replace") { Description = "Take the place of a target of that name; what is pinned of the same server stays pinned" };
    private static readonly Option<string?> Store = new("--store") { Description = "What this store is called in the folders on the targets, for all of them (default: what the file says, or in a new file the name of this machine)", HelpName = "name" };

    public static Command Create()
    {
        var command = new Command("add", "Define a target, in a file that is made with its folder when it is not there. Nothing is connected to; 'target test' does that.");
        foreach (TargetSettings settings in (TargetSettings[])[new FolderTargetSettings(), new SftpTargetSettings(), new FtpTargetSettings()])
            command.Add(Create(settings));

        return command;
    }

    private static Command Create(TargetSettings settings)
    {
        var command = new Command(settings.Kind, settings.Description);
        settings.AddTo(command);
        command.Add(Replace);
        command.Add(Store);
        command.Add(TargetsFile.Option);
        command.Does((parsed, screen, cancellationToken) => AddAsync(settings.Read(parsed), parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> AddAsync(TargetDefinition target, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.Of(parsed);
        TargetRegistration registration = await TargetRegistration.BeginAsync(store, target, parsed.GetValue(Replace), parsed.GetValue(Store), cancellationToken);
        TargetChangeJson change = await registration.WriteAsync(cancellationToken);
        registration.RemoveOldSecrets();
        target = registration.Target;
        screen.Line($"{target.Name} is defined in {store.Path}: {target.Kind} {target.Address}, store {registration.StoreName}");
        screen.Warn(store, [target]);
        screen.Document(change, CliJson.Default.TargetChangeJson);
        return ExitCode.Done;
    }
}
