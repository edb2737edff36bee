using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup target</c>: the places for copies outside, how they are defined, tried and trusted.</summary>
internal static class TargetCommand
{
    public static Command Create() => new("target", "Define, try and trust the places where copies of backups go: folders and removable drives, SFTP, FTP with TLS.")
    {
        TargetAddCommand.Create(),
        CreateList(),
        TargetTestCommand.Create(),
        TargetTrustCommand.Create(),
        CreateRemove(),
    };

    /// <summary>The name of a target that is defined.</summary>
    public static Argument<string> Name() => new("name") { Description = "Name of the target, as 'target list' shows it" };

    /// <summary>See <see cref="TargetWarnings"/>.</summary>
    public static void Warn(this Screen screen, TargetFileStore store, IEnumerable<TargetDefinition> targets)
    {
        foreach (DefinitionWarning warning in TargetWarnings.Of(store, targets))
            screen.Warn(warning.Message, warning.Hint);
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the targets: address, how copies are proven, limit of speed, and what their servers are recognised by.") { TargetsFile.Option };
        command.Does(async (parsed, screen, cancellationToken) =>
        {
            TargetFileStore store = TargetsFile.Of(parsed);
            TargetFile file = await store.ReadAsync(cancellationToken);
            foreach (string line in TargetText.Lines(store.Path, file))
                screen.Line(line);

            screen.Warn(store, file.Targets);
            screen.Document(TargetListJson.Of(store.Path, file), CliJson.Default.TargetListJson);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateRemove()
    {
        Argument<string> name = Name();
        var command = new Command("remove", "Remove the definition of a target. What lies on the target stays there.") { name, TargetsFile.Option };
        command.Does(async (parsed, screen, cancellationToken) =>
        {
            TargetFileStore store = TargetsFile.Of(parsed);
            (TargetDefinition target, TargetChangeJson change) = await TargetRegistration.RemoveAsync(store, parsed.GetValue(name)!, cancellationToken);
            screen.Line($"{target.Name} is no longer defined in {store.Path}; what lies at {target.Address} stays there");
            screen.Document(change, CliJson.Default.TargetChangeJson);
            return ExitCode.Done;
        });
        return command;
    }
}
