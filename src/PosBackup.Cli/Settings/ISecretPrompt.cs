using PosBackup.Engine;

namespace PosBackup.Cli.Settings;

/// <summary>A person who can be asked for a secret, wherever that person is.</summary>
internal interface ISecretPrompt
{
    /// <summary>Asks; null when nobody can be asked.</summary>
    /// <param name="purpose">What it is for: <c>password of store42 at target hq</c>.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<Secret?> AskAsync(string purpose, CancellationToken cancellationToken);
}
