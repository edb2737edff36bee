namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of <c>targets/list</c>.</summary>
/// <param name="TargetsFile">The file of targets.</param>
/// <param name="Names">Names or patterns; null or none: all.</param>
internal sealed record TargetListParams(string? TargetsFile = null, IReadOnlyList<string>? Names = null);

/// <summary>The result: which file it is, what this store is called in it, and the names that no target has, and the patterns that match none.</summary>
internal sealed record TargetListAnswer(string File, string Store, IReadOnlyList<string> NotDefined, IReadOnlyList<string> NotMatched);
