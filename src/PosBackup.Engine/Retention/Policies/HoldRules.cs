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
}
