using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup policy</c>: what is kept in which place, in words, and what to think over. Looks at no backup and no target.</summary>
internal static class PolicyCommand
{
    public static Command Create()
    {
        var settings = new RetentionSettings();
        var command = new Command("policy", "Say in words what is kept here and on each target, as the file of retention and the options have it, and warn of what is hardly meant. Neither backups nor targets are looked at, and nothing is changed.");
        settings.AddTo(command);
        command.Add(TargetsFile.Option);
        command.Does(async (parsed, screen, cancellationToken) =>
        {
            RetentionFile file = await settings.ReadAsync(parsed, cancellationToken);
            TargetFile targets = await TargetsFile.ReadAsync(parsed.GetValue(TargetsFile.Option), cancellationToken);
            return Tell(RetentionLocation.Of(parsed), file, targets.Targets, screen);
        });
        return command;
    }

    private static int Tell(RetentionFileStore store, RetentionFile file, IReadOnlyList<TargetDefinition> targets, Screen screen)
    {
        RetentionPlace[] media = [.. targets.SelectMany(target => target.Media.Select(medium => new RetentionPlace(target.Name, medium)))];
        RetentionPlace[] places = [RetentionPlace.Here, .. media.Select(place => new RetentionPlace(place.Target)).Distinct()];
        foreach (RetentionPlace place in places)
            screen.Line($"{place} {RetentionText.Of(file.PolicyOf(place), place)}");

        RetentionPolicy here = file.PolicyOf(RetentionPlace.Here);
        RetentionWarning[] warnings = [.. RetentionWarning.Of(file, media, TimeProvider.System.GetUtcNow()), .. targets.Select(target => RetentionWarning.OfProofs(target, here)).OfType<RetentionWarning>()];
        screen.Warn(store.Openness());
        foreach (RetentionWarning warning in warnings)
            screen.Warn(warning.Message, warning.Hint);

        screen.Document(PolicyJson.Of(store, file, places, warnings), CliJson.Default.PolicyJson);
        return ExitCode.Done;
    }
}
