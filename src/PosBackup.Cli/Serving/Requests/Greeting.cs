using PosBackup.Engine;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of <c>initialize</c>.</summary>
/// <param name="Protocol">The version that the client speaks.</param>
/// <param name="Client">Its name.</param>
/// <param name="ClientVersion">Its own version.</param>
internal sealed record Greeting(int? Protocol = null, string? Client = null, string? ClientVersion = null);

/// <summary>The answer: who serves, and which files are used where a request names none.</summary>
internal sealed record Welcome(int Protocol, string EngineVersion, string Platform, int ProcessId, string Catalog, string Targets, string Policy);

/// <summary>What the client answers to <c>secrets/ask</c>.</summary>
internal sealed record SecretAnswer(Secret? Secret = null);
