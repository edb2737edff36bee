using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>What clients are told beside results.</summary>
internal static class Telling
{
    /// <summary>Something to know that stops nothing: a warning where it has a code.</summary>
    public static void Tell(this ServedRequest request, SyncNote note) =>
        request.Say(note.Code == ErrorCode.None ? MessageLevel.Information : MessageLevel.Warning, note.Message, note.Code, note.Hint);

    /// <inheritdoc cref="TargetWarnings"/>
    public static void Warn(this ServedRequest request, TargetFileStore store, IEnumerable<TargetDefinition> targets)
    {
        foreach (DefinitionWarning warning in TargetWarnings.Of(store, targets))
            request.Warn(warning.Message, warning.Hint);
    }
}
