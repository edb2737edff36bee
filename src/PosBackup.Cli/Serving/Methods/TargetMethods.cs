using System.IO.Enumeration;
using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>targets/list</c>.</summary>
internal static class TargetMethods
{
    public static IReadOnlyList<Method> All { get; } = [Method.Of("targets/list", ServeJson.Default.TargetListParams, ListAsync, ServeJson.Default.TargetListAnswer)];

    /// <summary>The targets that are meant by name, else all; what a person should know of them is told.</summary>
    public static IReadOnlyList<TargetDefinition> Named(this ServedRequest request, TargetFileStore store, TargetFile file, IReadOnlyList<string>? names)
    {
        IReadOnlyList<TargetDefinition> targets = names is { Count: > 0 } ? [.. names.Select(file.Get).DistinctBy(target => target.Name, StringComparer.OrdinalIgnoreCase)] : file.Targets;
        request.Warn(store, targets);
        return targets;
    }

    /// <inheritdoc cref="TargetWarnings"/>
    public static void Warn(this ServedRequest request, TargetFileStore store, IEnumerable<TargetDefinition> targets)
    {
        foreach (DefinitionWarning warning in TargetWarnings.Of(store, targets))
            request.Warn(warning.Message, warning.Hint);
    }

    private static async Task<TargetListAnswer> ListAsync(TargetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadAsync(cancellationToken);
        TargetDefinition[] targets = asked.Names is { Count: > 0 } patterns ? [.. file.Targets.Where(target => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, target.Name)))] : [.. file.Targets];
        request.Warn(store, targets);
        foreach (TargetDefinition target in targets)
            request.Record("target", TargetJson.Of(target), CliJson.Default.TargetJson);

        return new TargetListAnswer(store.Path, file.Store);
    }
}
