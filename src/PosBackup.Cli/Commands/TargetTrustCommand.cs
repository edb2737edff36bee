using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Cli.Commands;

/// <summary>
/// <c>posbackup target trust NAME</c>: asks a server for its host key or certificate, shows it, and pins what a person, or a fingerprint from elsewhere, confirms.
/// </summary>
internal static class TargetTrustCommand
{
    private static readonly Option<bool> Jump = new("--jump") { Description = "The server on the way; it has to be trusted first, as the other is reached through it" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Trust what is offered without asking, the first time only: whoever is on the line then is believed for good" };
    private static readonly Option<string?> Fingerprint = new("--fingerprint") { Description = "Trust only what has this SHA-256, from a source that can be trusted, without asking: SHA256:… of a host key, hexadecimal of a certificate", HelpName = "fingerprint" };
    private static readonly Option<bool> Add = new("--add") { Description = "Keep what is pinned beside the new one, while a server changes its key" };

    public static Command Create()
    {
        Argument<string> name = TargetCommand.Name();
        var command = new Command("trust", "Ask the server of a target for its host key or certificate, show the fingerprint, and after a confirmation trust it and no other. No login is sent.") { name, Jump, Yes, Fingerprint, Add, TargetsFile.Option };
        command.Excludes(Yes, Fingerprint);
        command.Does((parsed, screen, cancellationToken) => TrustAsync(parsed, parsed.GetValue(name)!, screen, cancellationToken));
        return command;
    }

    private static async Task<int> TrustAsync(ParseResult parsed, string name, Screen screen, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.Of(parsed);
        TargetFile file = await store.ReadAsync(cancellationToken);
        TargetDefinition target = file.Get(name);
        bool jump = parsed.GetValue(Jump);
        IReadOnlyList<string> pinned = TargetScan.RequirePins(target, jump);
        string? fingerprint = parsed.GetValue(Fingerprint);
        if (fingerprint is null && !parsed.GetValue(Yes) && !Terminal.IsThere)
            throw new PosBackupException(ErrorCode.InvalidOption, "nobody can be asked whether to trust the server", "give --fingerprint with what the server's administrator says, --yes to believe whoever answers now, or run on a terminal");

        screen.Warn(store, []);
        IReadOnlyList<OfferedIdentity> offered = await TargetAccess.Registry(file).Scan(target, jump).ScanAsync(cancellationToken);
        TrustPlan plan = TrustPlanner.Plan(pinned, offered, fingerprint, parsed.GetValue(Add));
        foreach (string line in TrustText.Offer(plan))
            screen.Line(line);

        Confirm(target.Name, plan, fingerprint is not null, parsed.GetValue(Yes));
        if (plan.IsChange)
            await store.ChangeAsync(now => now.With(TargetPins.Replace(Unchanged(now, target, jump), jump, plan.After)), cancellationToken);

        screen.Line(TrustText.Done(target.Name, plan));
        screen.Document(TrustJson.Of(target.Name, plan), CliJson.Default.TrustJson);
        return ExitCode.Done;
    }

    /// <summary>The target as the file defines it by now: a person may have thought it over for long.</summary>
    private static TargetDefinition Unchanged(TargetFile now, TargetDefinition seen, bool jump)
    {
        TargetDefinition target = now.Get(seen.Name);
        return string.Equals(target.Address, seen.Address, StringComparison.Ordinal) && (TargetPins.Of(target, jump) ?? []).SequenceEqual(TargetPins.Of(seen, jump) ?? [], StringComparer.Ordinal)
            ? target
            : throw new PosBackupException(ErrorCode.Busy, $"target {seen.Name} was defined anew meanwhile; nothing was changed", "Try again.");
    }

    /// <exception cref="PosBackupException">HostNotTrusted: nobody confirms it, and nothing was changed.</exception>
    internal static void Confirm(string target, TrustPlan plan, bool isFingerprint, bool isYes)
    {
        if (plan.State == TrustState.Unchanged || isFingerprint || (isYes && plan.State == TrustState.First))
            return;
        if (isYes || !Terminal.IsThere)
            throw new PosBackupException(ErrorCode.HostNotTrusted, $"{TrustText.Change(plan)}; nothing was changed", "--yes is for the first time only: ask the server's administrator whether its key was changed, and give --fingerprint");
        if (!Terminal.Confirm(TrustText.Question(target, plan)))
            throw new PosBackupException(ErrorCode.HostNotTrusted, $"{plan.Chosen.Fingerprint} is not trusted; nothing was changed", hint: null);
    }
}
