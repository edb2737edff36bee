using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Assertions;

namespace PosBackup.Engine.Drills.Evidence.Report;

/// <summary>What was asked of the restored database: the assertions and DBCC CHECKDB.</summary>
internal static class CheckSections
{
    private const int MessagesShown = 8;

    public static Markup Assertions(DrillEvidence evidence)
    {
        if (evidence.Assertions.Count == 0)
            return Markup.Of($"<section><h2>Assertions</h2><p>{(evidence.AssertionFile is null ? "None were given." : "None was reached.")}</p></section>");

        return Markup.Of($"""
            <section><h2>Assertions</h2><table>
            <thead><tr><th>Assertion</th><th>Expected</th><th>Found</th><th>Outcome</th></tr></thead>
            <tbody>
            {Markup.Join(evidence.Assertions.Select(Row))}
            </tbody></table>{Source(evidence.AssertionFile)}</section>
            """);
    }

    public static Markup CheckDb(CheckDbResult result)
    {
        string more = result.Messages.Count > MessagesShown ? $" The first {MessagesShown} of {result.Messages.Count} messages:" : "";
        Markup outcome = result.Outcome is CheckDbOutcome.Errors or CheckDbOutcome.NotFinished
            ? Markup.Of($"""<span class="wrong">✕ {Wording.CheckDb(result.Outcome)}.</span>""")
            : Markup.Of($"{(result.Outcome == CheckDbOutcome.Clean ? "✓" : "–")} {Wording.CheckDb(result.Outcome)}.");
        return Markup.Of($"""
            <section><h2>DBCC CHECKDB</h2><p>{outcome}{more}</p>{Markup.Join(result.Messages.Take(MessagesShown).Select(Message))}</section>
            """);
    }

    private static Markup Row(AssertionResult assertion)
    {
        Markup reason = assertion.Reason is { } text ? Markup.Of($"""<span class="reason">{text}</span>""") : Markup.None;
        Markup outcome = assertion.Outcome == AssertionOutcome.Failed
            ? Markup.Of($"""<td class="tight wrong">{Wording.Assertion(assertion.Outcome)}</td>""")
            : Markup.Of($"""<td class="tight">{Wording.Assertion(assertion.Outcome)}</td>""");
        return Markup.Of($"""
            <tr><td>{assertion.Name}</td><td>{assertion.Expected}</td><td>{assertion.Found}{reason}</td>{outcome}</tr>

            """);
    }

    private static Markup Source(DrilledFile? file) => file is null
        ? Markup.None
        : Markup.Of($"""<p class="mono">{file.Path}{(file.Sha256 is { } hash ? $" · SHA-256 {hash}" : "")}</p>""");

    private static Markup Message(string message) => Markup.Of($"""<p class="mono">{message}</p>""");
}
