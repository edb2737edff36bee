namespace PosBackup.PowerShell.Formats;

/// <summary>The steps of a restore plan for a person: in a table one line each, in a list with files and statements.</summary>
public static class PlanText
{
    /// <summary><c>1. Full: Shop_FULL.bak, set 1</c>: a line for each step.</summary>
    /// <param name="plan">The plan; null for none.</param>
    public static string Steps(object? plan) => string.Join("\n", new Seen(plan)["Steps"].Items.Select(step => Head(step, Readable.FileNames(step["Files"].Items.Select(file => file["File"].Text)))));

    /// <summary>What is read and how long it may take; then each step with its whole paths, why it is there, and its statement; then where the files of the database go.</summary>
    /// <param name="plan">The plan; null for none.</param>
    public static string Whole(object? plan) => plan is null ? "" : string.Join("\n", Lines(new Seen(plan)));

    private static IEnumerable<string> Lines(Seen plan)
    {
        yield return $"{Size(plan["Bytes"])} to read, about {Readable.Span(plan["Estimate"].As<TimeSpan>())}; comes back as of {Readable.Moment(plan["Reached"].Moment)}{(plan["Replaces"].IsTrue ? "; overwrites the present database" : "")}{(plan["Continues"].IsTrue ? "; goes on with a restore that was broken off" : "")}";
        foreach (Seen step in plan["Steps"].Items)
        {
            yield return Head(step, string.Join(", ", step["Files"].Items.Select(file => file["File"].Text)));
            yield return $"   {step["Reason"].Text}";
            foreach (string line in step["Sql"].Text.Replace("\r\n", "\n").Split('\n'))
                yield return $"   {line}";
        }

        foreach (Seen file in plan["Files"].Items)
            yield return $"{file["LogicalName"].Text} ({Size(file["Bytes"])}) goes to {file["To"].Text}";
        foreach (Seen volume in plan["Volumes"].Items)
            yield return $"{volume["Volume"].Text}: {Size(volume["NeededBytes"])} needed, {(Size(volume["FreeBytes"]) is { Length: > 0 } free ? $"{free} free" : "nobody tells how much is free")}";
    }

    private static string Size(Seen bytes) => Readable.Size(bytes.As<long>());

    private static string Head(Seen step, string files)
    {
        string head = $"{step["Number"].Text}. {step["Kind"].Text}";
        string position = step["Position"].Text is { Length: > 0 } at ? $", set {at}" : "";
        return files.Length == 0 ? head : $"{head}: {files}{position}";
    }
}
