using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Cli.Output;

/// <summary>Why a moment cannot be reached, and which ones can, as options to copy.</summary>
internal static class GapText
{
    public static IEnumerable<string> Describe(ChainGap gap)
    {
        if (gap.MissingFrom is { } from)
            yield return $"  missing log: LSN {from} to {(gap.MissingTo is { } to ? to.ToString() : "nobody knows where")}";
        if (gap.Culprit is { } culprit)
            yield return $"  to look for: {culprit}";
        if (gap.Before is null && gap.After is null)
            yield return "  no other moment of this database can be reached with these backups";
        foreach (string line in TextTable.Lines([.. Row("before", gap.Before), .. Row("after", gap.After)]))
            yield return line;
    }

    /// <summary>How the program is asked for a moment.</summary>
    public static string Option(ReachableMoment moment) =>
        moment.EndOfSet is { } set ? $"--to-set {set}" : $"--to {new RestoreMoment.At(moment.At)}";

    private static string[][] Row(string word, ReachableMoment? moment) =>
        moment is null ? [] : [[$"  nearest {word}:", new RestoreMoment.At(moment.At).ToString(), Option(moment)]];
}
