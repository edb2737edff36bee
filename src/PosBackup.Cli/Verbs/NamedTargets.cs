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

    /// <summary>Those that names or patterns match, in the order of the file; all where none is named.</summary>
    public static MatchedTargets Matching(this TargetFile file, IReadOnlyList<string>? patterns)
    {
        if (patterns is not { Count: > 0 })
            return new(file.Targets, [], []);

        ILookup<bool, string> missed = patterns.Where(pattern => !file.Targets.Any(target => Matches(pattern, target))).ToLookup(pattern => pattern.AsSpan().ContainsAny(Wildcards));
        return new([.. file.Targets.Where(target => patterns.Any(pattern => Matches(pattern, target)))], [.. missed[false]], [.. missed[true]]);
    }

    private static bool Matches(string pattern, TargetDefinition target) => FileSystemName.MatchesSimpleExpression(pattern, target.Name);
}

/// <summary>Targets that names and patterns stand for.</summary>
/// <param name="Targets">Those there are.</param>
/// <param name="NotDefined">Names that no target has.</param>
/// <param name="NotMatched">Patterns that match none.</param>
internal sealed record MatchedTargets(IReadOnlyList<TargetDefinition> Targets, IReadOnlyList<string> NotDefined, IReadOnlyList<string> NotMatched);
