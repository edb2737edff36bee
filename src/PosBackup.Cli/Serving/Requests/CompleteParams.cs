namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of <c>complete/databases</c>.</summary>
internal sealed record CompleteDatabasesParams(InstanceParams? Instance = null, string? Catalog = null, string? Word = null);

/// <summary>Params of <c>complete/instances</c>.</summary>
internal sealed record CompleteInstancesParams(string? Catalog = null, string? Word = null);

/// <summary>Params of <c>complete/targets</c>.</summary>
internal sealed record CompleteTargetsParams(string? TargetsFile = null, string? Word = null);

/// <summary>What a word that was begun may become.</summary>
internal sealed record CompletionAnswer(IReadOnlyList<string> Values);
