using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Selection;

/// <summary>A media file that is named takes the sets of one database: a file with two is one that somebody restores the wrong set from.</summary>
internal static class SingleDatabase
{
    /// <summary>Refuses all databases when there are several.</summary>
    public static IReadOnlyList<SelectedDatabase> Require(IReadOnlyList<SelectedDatabase> selected, string mediaFile)
    {
        if (selected.Count(one => one.Database is not null) <= 1)
            return selected;

        var refusal = new Refusal(RunOutcome.Failed, ErrorCode.InvalidOption, $"{mediaFile} is one file for {selected.Count} databases", "Name a folder, or back up one database at a time.");
        return [.. selected.Select(one => one with { Refusal = one.Refusal ?? refusal })];
    }
}
