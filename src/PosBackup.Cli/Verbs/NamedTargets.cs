using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Verbs;

/// <summary>Targets that somebody names.</summary>
internal static class NamedTargets
{
    /// <summary>Those of these names, each once, in their order; all where none is named.</summary>
    /// <exception cref="PosBackup.Engine.PosBackupException">TargetNotFound.</exception>
    public static IReadOnlyList<TargetDefinition> Named(this TargetFile file, IReadOnlyList<string>? names) =>
        names is { Count: > 0 } ? [.. names.Select(file.Get).DistinctBy(target => target.Name, StringComparer.OrdinalIgnoreCase)] : file.Targets;
}
