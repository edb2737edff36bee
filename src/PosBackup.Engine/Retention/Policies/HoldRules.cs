using PosBackup.Engine.Targets.Definitions.Rules;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>What has to hold in every hold, whoever made it.</summary>
internal static class HoldRules
{
    /// <summary>All that is wrong.</summary>
    public static IEnumerable<DefinitionMistake> Of(RetentionHold hold) =>
    [
        .. hold.SetGuid == Guid.Empty ? (DefinitionMistake[])[new("set", "must be the GUID of a backup set")] : [],
        .. TextRules.Filled("reason", hold.Reason),
    ];

    /// <summary>All that is wrong with the holds of one file, in words.</summary>
    public static IEnumerable<string> OfAll(IReadOnlyList<RetentionHold> holds) =>
    [
        .. holds.SelectMany(hold => Of(hold).Select(mistake => $"hold on {hold.SetGuid}: '{mistake.Property}' {mistake.What}")),
        .. holds.GroupBy(hold => hold.SetGuid).Where(group => group.Count() > 1).Select(group => $"there are two holds on {group.Key}"),
    ];
}
