using PosBackup.Engine;

namespace PosBackup.Cli.Settings;

/// <summary>Asks the person at the terminal, where there is one.</summary>
internal sealed class TerminalPrompt : ISecretPrompt
{
    public Task<Secret?> AskAsync(string purpose, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Terminal.IsThere ? new Secret(Terminal.AskSecret(purpose)) : null);
    }
}
