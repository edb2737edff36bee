using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Probing;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup target test [NAME…]</c>: tries what backups need, and tells what a target can do.</summary>
internal static class TargetTestCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("name") { Description = "Names of targets (default: all)", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(
            "test",
            "Try targets with a small file of its own: write it, read it back, go on with it, rename, replace, list and remove it. Tells what each target can do, and how its clock stands. Nothing is left there but the folder of the target, which is made when it is missing, and nothing of others is touched.")
        {
            names, TargetsFile.Option,
        };
        command.Does((parsed, screen, cancellationToken) => TestAsync(parsed, parsed.GetValue(names) ?? [], screen, cancellationToken));
        return command;
    }

    private static async Task<int> TestAsync(ParseResult parsed, string[] names, Screen screen, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.Of(parsed);
        TargetFile file = await store.ReadAsync(cancellationToken);
        IReadOnlyList<TargetDefinition> targets = TargetProbing.Targets(store, file, names);
        screen.Warn(store, targets);

        TargetRegistry registry = TargetAccess.Registry(file);
        var reports = new List<TargetProbeReport>();
        foreach (TargetDefinition target in targets)
        {
            reports.Add(await TargetProbing.RunAsync(registry, target, cancellationToken));
            Tell(screen, reports[^1]);
        }

        screen.Document([.. reports.Select(TargetProbeJson.Of)], CliJson.Default.IReadOnlyListTargetProbeJson);
        int passed = reports.Count(report => report.Passed);
        return ExitCode.Of(passed, reports.Count - passed);
    }

    private static void Tell(Screen screen, TargetProbeReport report)
    {
        foreach (string line in TargetProbeText.Lines(report))
            screen.Line(line);

        foreach (ProbeStepResult step in report.Steps.Where(step => step.Outcome == ProbeOutcome.Failed))
            screen.Error($"{report.Target}: {EnumName.Of(step.Step)}: {step.Message}", step.Hint);
        if (report.IsClockOff)
            screen.Warn($"{report.Target}: its clock is not ours, by {Quantity.Duration(report.ClockSkew!.Value.Duration())}", "set both clocks by a time server");
        foreach (string left in report.Left)
            screen.Warn($"{report.Target}: the probe's file {left} could not be removed", "remove it by hand");
    }
}
