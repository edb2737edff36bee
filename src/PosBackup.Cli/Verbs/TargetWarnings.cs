using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Verbs;

/// <summary>What the file of targets says, and whom it lets write it, that a person should know of.</summary>
internal static class TargetWarnings
{
    public static IEnumerable<DefinitionWarning> Of(TargetFileStore store, IEnumerable<TargetDefinition> targets)
    {
        if (store.Openness() is { } open)
            yield return new DefinitionWarning(open.Message, open.Hint);
        foreach (DefinitionWarning warning in targets.SelectMany(DefinitionWarning.Of))
            yield return warning;
    }
}
