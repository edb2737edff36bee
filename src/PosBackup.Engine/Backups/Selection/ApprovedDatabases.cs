using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Selection;

/// <summary>
/// Leaves of the selected databases those that a person approved. Names are taken to the letter, as the plan told them.
/// <code>
/// selected   approved   then
/// yes        yes        backed up, or refused as it is
/// yes        no         left out
/// no         yes        failed: DatabaseNotFound
/// </code>
/// </summary>
internal static class ApprovedDatabases
{
    public static IReadOnlyList<SelectedDatabase> Of(IReadOnlyList<SelectedDatabase> selected, IReadOnlySet<string>? approved)
    {
        if (approved is null)
            return selected;

        SelectedDatabase[] left = [.. selected.Where(one => approved.Contains(one.Name))];
        return [.. left, .. approved.Except(left.Select(one => one.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(NotThere)];
    }

    private static SelectedDatabase NotThere(string name) => new(
        name,
        Database: null,
        new Refusal(RunOutcome.Failed, ErrorCode.DatabaseNotFound, $"{name} was approved and is no longer among the databases that are asked for", "Plan anew: it may have been renamed, dropped or excluded."));
}
