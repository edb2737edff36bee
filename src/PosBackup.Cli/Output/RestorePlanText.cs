using System.Globalization;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Output;

/// <summary>What a restore will do, for a person to read before it is done.</summary>
internal static class RestorePlanText
{
    public static IEnumerable<string> Describe(RestorePlan plan)
    {
        yield return Headline(plan);
        yield return $"the state that comes back: {plan.Reached}";
        yield return "";
        string folder = CommonFolder.Of(plan.Steps.SelectMany(step => step.Files).Select(file => file.Path));
        if (plan.SourceInstance.Length > 0)
            yield return $"backups that {plan.SourceInstance} took{(folder.Length > 0 ? $", in {folder}" : "")}";
        foreach (string line in TextTable.Lines([["step", "what", "file and position", "LSN", "reason", "bytes", "estimate"], .. plan.Steps.Select(step => Row(step, folder))]))
            yield return line;

        yield return string.Create(CultureInfo.InvariantCulture, $"{Quantity.Size(plan.Bytes)} to read, about {Quantity.Duration(plan.Estimate)} by assumed rates");
        foreach (string line in Files(plan).Concat(Volumes(plan)))
            yield return line;
        foreach (RestoreNote note in plan.Notes)
            yield return Describe(note);
    }

    /// <summary>The statements as they are sent, ready for another tool.</summary>
    public static IEnumerable<string> Statements(RestorePlan plan)
    {
        yield return "the statements:";
        foreach (RestoreStep step in plan.Steps)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"-- step {step.Number}: {What(step)}");
            foreach (string line in step.Sql.ReplaceLineEndings("\n").Split('\n'))
                yield return line;
        }
    }

    public static string Describe(RestoreNote note) => NoteText.Of(note.Message, note.Hint);

    private static string Headline(RestorePlan plan)
    {
        string name = string.Equals(plan.Database, plan.Target, StringComparison.Ordinal) ? plan.Database : $"{plan.Database} as {plan.Target}";
        string how = plan.Continues ? "go on with the restore of" : plan.Replaces ? "overwrite the present database by the restored" : "restore";
        return $"plan: {how} {name} on {plan.Instance} (SQL Server {plan.InstanceVersion}) to {plan.Moment}";
    }

    private static string[] Row(RestoreStep step, string folder) =>
    [
        step.Number.ToString(CultureInfo.InvariantCulture),
        What(step),
        Place(step, folder),
        step.Set is { } set ? $"{set.FirstLsn} to {set.LastLsn}" : "",
        step.Reason,
        step.Bytes > 0 ? Quantity.Size(step.Bytes) : "",
        Quantity.Duration(step.Estimate),
    ];

    private static string What(RestoreStep step) => step.Kind switch
    {
        RestoreStepKind.TakeOver => "throw everybody out",
        RestoreStepKind.TailLog => "back up the tail of the log",
        RestoreStepKind.Full => step.Set is { IsCopyOnly: true } ? "copy-only full" : "full",
        RestoreStepKind.Differential => "differential",
        RestoreStepKind.Log => "log",
        _ => "bring it online",
    };

    private static string Place(RestoreStep step, string folder)
    {
        string position = step.Position > 0 ? string.Create(CultureInfo.InvariantCulture, $", position {step.Position}") : "";
        return string.Join(" + ", step.Files.Select(file => file.Path[folder.Length..])) + position;
    }

    private static IEnumerable<string> Files(RestorePlan plan)
    {
        if (plan.Files.Count == 0)
            return [];

        return ["", "files of the database:", .. TextTable.Lines([.. plan.Files.Select(file => (string[])[file.IsLog ? "  log" : "  data", file.LogicalName, Quantity.Size(file.Bytes), file.To, $"(was {file.From})"])])];
    }

    private static IEnumerable<string> Volumes(RestorePlan plan) => plan.Volumes.Select(volume =>
        $"volume {volume.Volume}: {Quantity.Size(volume.NeededBytes)} needed, {(volume.FreeBytes is { } free ? Quantity.Size(free) + " free" : "nobody tells how much is free")}{(volume.FreeBytes < volume.NeededBytes ? ": NOT ENOUGH" : "")}");
}
