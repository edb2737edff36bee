using System.Buffers;
using System.IO.Enumeration;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Verbs;

/// <summary>Targets that somebody names.</summary>
internal static class NamedTargets
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?");

    /// <summary>Those of these names, or that these patterns (<c>*</c>, <c>?</c>) match, each once, in their order; all where none is named.</summary>
    /// <exception cref="PosBackupException">TargetNotFound.</exception>
    public static IReadOnlyList<TargetDefinition> Named(this TargetFile file, IReadOnlyList<string>? names) =>
        names is { Count: > 0 } ? Once(names.SelectMany(file.Named)) : file.Targets;

    /// <summary>The same, where one name among others that no target has keeps no other from its turn.</summary>
    /// <param name="file">The file of targets.</param>
    /// <param name="names">The names and patterns.</param>
    /// <param name="tell">Takes each that stands for no target, if there are others, and what is wrong with it.</param>
    /// <exception cref="PosBackupException">TargetNotFound: the only name is one.</exception>
    public static IReadOnlyList<TargetDefinition> Named(this TargetFile file, IReadOnlyList<string>? names, Action<string, PosBackupException> tell)
    {
        if (names is not { Count: > 1 })
            return file.Named(names);

        var defined = new List<TargetDefinition>();
        foreach (string name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                defined.AddRange(file.Named(name));
            }
            catch (PosBackupException e)
            {
                tell(name, e);
            }
        }

        return Once(defined);
    }

    /// <summary>Those that names or patterns match, in the order of the file; all where none is named.</summary>
    public static MatchedTargets Matching(this TargetFile file, IReadOnlyList<string>? patterns)
    {
        if (patterns is not { Count: > 0 })
            return new(file.Targets, [], []);

        ILookup<bool, string> missed = patterns.Where(pattern => !file.Targets.Any(target => Matches(pattern, target))).ToLookup(pattern => pattern.AsSpan().ContainsAny(Wildcards));
        return new([.. file.Targets.Where(target => patterns.Any(pattern => Matches(pattern, target)))], [.. missed[false]], [.. missed[true]]);
    }

    private static IReadOnlyList<TargetDefinition> Named(this TargetFile file, string name)
    {
        if (!name.AsSpan().ContainsAny(Wildcards))
            return [file.Get(name)];

        TargetDefinition[] matching = [.. file.Targets.Where(target => Matches(name, target))];
        return matching.Length > 0 ? matching : throw new PosBackupException(ErrorCode.TargetNotFound, $"no target matches {name}", file.Targets.Count == 0 ? "none is defined" : $"there are {string.Join(", ", file.Targets.Select(target => target.Name))}");
    }

    private static TargetDefinition[] Once(IEnumerable<TargetDefinition> targets) => [.. targets.DistinctBy(target => target.Name, StringComparer.OrdinalIgnoreCase)];

    private static bool Matches(string pattern, TargetDefinition target) => FileSystemName.MatchesSimpleExpression(pattern, target.Name);
}

/// <summary>Targets that names and patterns stand for.</summary>
/// <param name="Targets">Those there are.</param>
/// <param name="NotDefined">Names that no target has.</param>
/// <param name="NotMatched">Patterns that match none.</param>
internal sealed record MatchedTargets(IReadOnlyList<TargetDefinition> Targets, IReadOnlyList<string> NotDefined, IReadOnlyList<string> NotMatched);
