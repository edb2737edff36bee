using PosBackup.Cli.Json;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>What is wrong with one of the things that were named; the others are done.</summary>
/// <param name="Path">A path, or the name of a target, database, instance or store.</param>
/// <param name="Error">What is wrong.</param>
internal sealed record PathProblem(string Path, ErrorJson Error);
