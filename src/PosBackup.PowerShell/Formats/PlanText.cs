using System.Globalization;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Formats;

/// <summary>The steps of a restore plan for a person: in a table one line each, in a list with files and statements.</summary>
public static class PlanText
{
    /// <summary><c>1. Full: Shop_FULL.bak, set 1</c>: a line for each step.</summary>
    /// <param name="plan">The plan; null for none.</param>
    public static string Steps(RestorePlan? plan) => string.Join("\n", (plan?.Steps ?? []).Select(step => Head(step, Readable.FileNames(step.Files.Select(file => file.File)))));

    /// <summary>What is read and how long it may take; then each step with its whole paths, why it is there, and its statement; then where the files of the database go.</summary>
    /// <param name="plan">The plan; null for none.</param>
    public static string Whole(RestorePlan? plan) => plan is null ? "" : string.Join("\n", Lines(plan));

    private static IEnumerable<string> Lines(RestorePlan plan)
    {
        yield return $"{Readable.Size(plan.Bytes)} to read, about {Readable.Span(plan.Estimate)}; comes back as of {Readable.Moment(plan.Reached)}{(plan.Replaces ? "; overwrites the present database" : "")}{(plan.Continues ? "; goes on with a restore that was broken off" : "")}";
        foreach (RestoreStep step in plan.Steps)
        {
            yield return Head(step, string.Join(", ", step.Files.Select(file => file.File)));
            yield return $"   {step.Reason}";
            foreach (string line in step.Sql.Replace("\r\n", "\n").Split('\n'))
                yield return $"   {line}";
        }

        foreach (RestoredFile file in plan.Files)
            yield return $"{file.LogicalName} ({Readable.Size(file.Bytes)}) goes to {file.To}";
        foreach (VolumeNeed volume in plan.Volumes)
            yield return $"{volume.Volume}: {Readable.Size(volume.NeededBytes)} needed, {(volume.FreeBytes is { } free ? $"{Readable.Size(free)} free" : "nobody tells how much is free")}";
    }

    private static string Head(RestoreStep step, string files)
    {
        string number = step.Number.ToString(CultureInfo.InvariantCulture);
        string position = step.Position is { } at ? $", set {at.ToString(CultureInfo.InvariantCulture)}" : "";
        return files.Length == 0 ? $"{number}. {step.Kind}" : $"{number}. {step.Kind}: {files}{position}";
    }
}
