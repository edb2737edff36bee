using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;

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
        target.Validate();
        TargetFileStore store = TargetsFile.Of(parsed);
        TargetFile file = await store.ReadOrNewAsync(cancellationToken);
        TargetDefinition? before = file.Find(target.Name);
        if (before is not null && !parsed.GetValue(Replace))
            throw new PosBackupException(ErrorCode.InvalidOption, $"there is a target {before.Name} already, {before.Kind} {before.Address}", "give --replace to define it anew, or another name");

        if (parsed.GetValue(Store) is { } name && file.Targets.Count > 0 && !string.Equals(name, file.Store, StringComparison.Ordinal))
            throw new PosBackupException(ErrorCode.InvalidOption, $"this store is called {file.Store} on the targets that are defined, and its copies lie under that name", $"leave --store out; to rename the store all the same, edit {store.Path}, and move the copies on the targets");
        if (target is FtpDefinition { Protection: FtpProtection.None, AllowPlaintext: false })
            throw new PosBackupException(ErrorCode.InvalidOption, "FTP without TLS sends password and backups for all to read", "leave --protection out, or give --allow-plaintext when nobody else is on the line");

        target = TargetPins.Keep(target, before);
        file = file.With(target) with { Store = parsed.GetValue(Store) ?? file.Store };
        await store.WriteAsync(file, cancellationToken);
        screen.Line($"{target.Name} is defined in {store.Path}: {target.Kind} {target.Address}, store {file.Store}");
        screen.Warn(store, [target]);
        screen.Document(new TargetChangeJson(store.Path, file.Store, before is null ? "added" : "replaced", TargetJson.Of(target)), CliJson.Default.TargetChangeJson);
        return ExitCode.Done;
    }
}
