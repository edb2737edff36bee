using System.Buffers;
using System.IO.Enumeration;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Verbs;

/// <summary>Targets that somebody names.</summary>
internal static class NamedTargets
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?");

    /// <summary>Those of these names, each once, in their order; all where none is named.</summary>
    /// <exception cref="PosBackup.Engine.PosBackupException">TargetNotFound.</exception>
    public static IReadOnlyList<TargetDefinition> Named(this TargetFile file, IReadOnlyList<string>? names) =>
        names is { Count: > 0 } ? [.. names.Select(file.Get).DistinctBy(target => target.Name, StringComparer.OrdinalIgnoreCase)] : file.Targets;

    /// <summary>Those that names or patterns match, in the order of the file, and the names that no target has; all where none is named. A pattern may match none.</summary>
    public static (IReadOnlyList<TargetDefinition> Targets, IReadOnlyList<string> NotDefined) Matching(this TargetFile file, IReadOnlyList<string>? patterns) => patterns is { Count: > 0 }
        ? ([.. file.Targets.Where(target => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, target.Name)))], [.. patterns.Where(pattern => !pattern.AsSpan().ContainsAny(Wildcards) && file.Find(pattern) is null)])
        : (file.Targets, []);
}
