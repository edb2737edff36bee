using System.Globalization;
using PosBackup.Engine;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Output;

/// <summary>What is to be fetched, and what was, for a person.</summary>
internal static class FetchText
{
    public static IEnumerable<string> Describe(FetchPlan plan)
    {
        if (plan.Items.Count == 0)
            yield break;

        foreach (string line in TextTable.Lines([["target", "bytes", "file"], .. plan.Items.Select(item => (string[])[string.Join(", ", item.Sources.Select(source => source.Target).Distinct(StringComparer.Ordinal)), Quantity.Size(item.Length), item.Sources[0].Path.Value])]))
            yield return line;

        yield return string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(plan.Items.Count, "file")}, {Quantity.Size(plan.Bytes)}, {(plan.Items.Count == 1 ? "leads" : "lead")} to {plan.Reached}");
    }

    public static IEnumerable<string> Describe(FetchReport report)
    {
        foreach (FetchResult file in report.Files.Where(file => file.Outcome == SyncOutcome.Succeeded))
            yield return Describe(file);

        int good = report.Files.Count(file => file.Outcome == SyncOutcome.Succeeded);
        if (report.Plan.Gap is null)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{good} of {CountText.Of(report.Files.Count, "file is", "files are")} here and proven by their SHA-256, {Quantity.Size(report.Files.Sum(file => file.BytesReceived))} fetched; {(report.Files.Count == 1 ? "it leads" : "they lead")} to {report.Plan.Reached}");
        }
    }

    /// <summary>Notes and what went wrong, on standard error where they are warnings.</summary>
    public static void Tell(Screen screen, FetchPlan plan, FetchReport? report)
    {
        foreach (SyncNote note in plan.Notes.Concat(report?.Files.SelectMany(file => file.Notes) ?? []))
        {
            if (note.Code == ErrorCode.None)
                screen.Line(NoteText.Of(note.Message, note.Hint));
            else
                screen.Warn(note.Message, note.Hint);
        }

        foreach (FetchResult file in report?.Files.Where(file => file.Outcome == SyncOutcome.Failed) ?? [])
            screen.Error($"{file.Item.Sources[0].Path}: {file.Message}", file.Hint);
    }

    private static string Describe(FetchResult file)
    {
        if (file.WasHere)
            return $"{file.Item.File} was here already, with the right content";

        string resumed = file.ResumedAt > 0 ? $", resumed at {Quantity.Size(file.ResumedAt)}" : "";
        string attempts = file.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $", {file.Attempts} attempts") : "";
        return $"{file.Item.File} from {file.Target}: {Quantity.Size(file.BytesReceived)} in {Quantity.Duration(file.Duration)}{resumed}{attempts}";
    }
}
