using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Drills.Evidence.Report;

/// <summary>
/// The report of a drill: one HTML file with nothing from outside and nothing that runs, for a screen and for A4. Pure.
/// <code>
/// verdict in words, and why
/// level │ moment │ recovery time │ bytes
/// what and where            time by phase
/// assertions, expected and found; CHECKDB
/// backup sets with hashes
/// hash of the JSON that belongs to it
/// </code>
/// </summary>
internal static class EvidencePage
{
    public static string Of(DrillEvidence evidence, string jsonName, string jsonSha256) => Markup.Of($$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>Restore drill of {{evidence.Database.Name}}: {{Wording.Verdict(evidence.Outcome)}}</title>
        <style>
        {{Style.Sheet}}
        </style>
        </head>
        <body>
        <main class="{{Tone(evidence.Outcome)}}">
        <header><span>Restore drill: evidence</span><span>{{Wording.Moment(evidence.StartedAt)}}</span></header>
        <h1 class="name">{{evidence.Database.Name}}<small>{{Origin(evidence.Database)}}</small></h1>
        {{Verdict(evidence)}}
        {{Figures(evidence)}}
        <div class="two">
        {{Facts(evidence)}}
        {{Phases(evidence.Phases)}}
        </div>
        {{CheckSections.Assertions(evidence)}}
        {{CheckSections.CheckDb(evidence.CheckDb)}}
        {{SetSection.Of(evidence)}}
        <footer>
        <p>Drill {{evidence.DrillId.ToString()}}, run by {{evidence.User}} on {{evidence.Machine}} with PosBackup {{evidence.ToolVersion}}, from {{Wording.Moment(evidence.StartedAt)}} to {{Wording.Moment(evidence.FinishedAt)}}.</p>
        <p>This page belongs to {{jsonName}}, which tells everything in full. Its SHA-256 is <span class="mono">{{jsonSha256}}</span></p>
        </footer>
        </main>
        </body>
        </html>

        """).ToString();

    private static string Tone(DrillOutcome outcome) => outcome switch
    {
        DrillOutcome.Passed => "passed",
        DrillOutcome.Cancelled => "cancelled",
        _ => "failed",
    };

    private static string Origin(DrilledDatabase database) => database.Instance.Length > 0 ? $"backed up by {database.Instance}" : "no backup set of it was found";

    private static Markup Verdict(DrillEvidence evidence) => Markup.Of($"""
        <section class="verdict"><span class="sign" aria-hidden="true">{Wording.Sign(evidence.Outcome)}</span>
        <div><strong>{Wording.Verdict(evidence.Outcome)}</strong><p>{Wording.Sentence(evidence)}</p>{Hint(evidence.Hint)}</div></section>
        """);

    private static Markup Hint(string? hint) => hint is null ? Markup.None : Markup.Of($"""<p class="hint">What to do: {hint}</p>""");

    private static Markup Figures(DrillEvidence evidence) => Markup.Of($"""
        <dl class="figures">
        <div><dt>Level of proof</dt><dd>{(evidence.Level == VerificationLevel.None ? "None" : evidence.Level.ToString())}<small>{Wording.Level(evidence)}</small></dd></div>
        <div><dt>Restored to</dt><dd>{Wording.Moment(evidence.Moment.Reached)}<small>asked for: {Asked(evidence.Moment)}</small></dd></div>
        <div><dt>Measured recovery time</dt><dd>{Wording.Duration(evidence.Rto.Measured)}<small>{Target(evidence.Rto)}</small></dd></div>
        <div><dt>Restored from</dt><dd>{Wording.Bytes(evidence.Bytes)}<small>in {CountText.Of(evidence.Sets.Count, "backup set")}</small></dd></div>
        </dl>
        """);

    private static string Asked(DrilledMoment moment) =>
        moment.Asked is { } asked && asked != moment.Reached ? $"{Wording.Choice(moment.Choice)}, {Wording.Moment(asked)}" : Wording.Choice(moment.Choice);

    private static string Target(RtoMeasurement rto) => rto switch
    {
        { Target: null } => "no target was set",
        { IsMet: true, Target: { } target } => $"target {Wording.Duration(target)}: met",
        { Target: { } target } => $"target {Wording.Duration(target)}: not met",
    };

    private static Markup Facts(DrillEvidence evidence) => Markup.Of($"""
        <section><h2>What and where</h2><dl class="facts">
        <dt>Backups from</dt><dd>{string.Join(", ", evidence.Sources)}</dd>
        <dt>Restored on</dt><dd>{evidence.RestoredOn.Name}{Version(evidence.RestoredOn)}</dd>
        <dt>Scratch name</dt><dd>{evidence.RestoredOn.ScratchDatabase ?? "none"}</dd>
        <dt>Afterwards</dt><dd{Wrong(evidence.CleanUp.Outcome == CleanUpOutcome.LeftBehind)}>{Wording.CleanUp(evidence.CleanUp.Outcome)}{CleanUp(evidence.CleanUp)}</dd>
        </dl></section>
        """);

    private static Markup Version(DrillInstance instance) =>
        instance.Version.Length == 0 ? Markup.None : Markup.Of($"""<span class="reason">SQL Server {instance.Version}, {instance.Edition}</span>""");

    private static Markup CleanUp(CleanUpResult cleanUp)
    {
        Markup message = cleanUp.Message is { } text ? Markup.Of($"""<span class="reason">{text}</span>""") : Markup.None;
        return cleanUp.LeftOversRemoved.Count == 0
            ? message
            : Markup.Of($"""{message}<span class="reason">Left by earlier drills, removed now: {string.Join(", ", cleanUp.LeftOversRemoved)}</span>""");
    }

    private static Markup Wrong(bool isWrong) => isWrong ? Markup.Of($""" class="wrong" """) : Markup.None;

    private static Markup Phases(IReadOnlyList<DrillPhaseTime> phases)
    {
        double longest = phases.Select(phase => phase.Duration.TotalSeconds).DefaultIfEmpty(0).Max();
        return Markup.Of($"""
            <section><h2>Time by phase</h2><table><tbody>
            {Markup.Join(phases.Select(phase => Phase(phase, longest)))}
            </tbody></table></section>
            """);
    }

    private static Markup Phase(DrillPhaseTime phase, double longest)
    {
        double share = longest > 0 ? phase.Duration.TotalSeconds / longest * 100 : 0;
        return Markup.Of($"""
            <tr><td class="tight">{Wording.Phase(phase.Phase)}</td><td class="number">{Wording.Duration(phase.Duration)}</td><td class="bar"><i style="width: {share.ToString("0.0", CultureInfo.InvariantCulture)}%"></i></td></tr>

            """);
    }
}
