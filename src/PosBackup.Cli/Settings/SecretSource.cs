using System.Collections.Concurrent;
using PosBackup.Engine;
using PosBackup.Engine.Secrets;

namespace PosBackup.Cli.Settings;

/// <summary>Finds secrets where references say: in the environment, in a file, or with a person, who is asked once a run.</summary>
/// <param name="prompt">Asks the person.</param>
internal sealed class SecretSource(ISecretPrompt prompt) : ISecretSource
{
    /// <summary>A token can be long; a file that is no file of a secret is longer.</summary>
    public const int Longest = 1024;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Secret>> _answers = new(StringComparer.Ordinal);

    public async ValueTask<Secret> FindAsync(SecretReference reference, string purpose, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return reference.Place switch
        {
            SecretPlace.Environment => FromEnvironment(reference, purpose),
            SecretPlace.File => FromFile(reference, purpose),
            _ => await AskOnceAsync(purpose, cancellationToken),
        };
    }

    private static Secret FromEnvironment(SecretReference reference, string purpose) =>
        HiddenVariables.Find(reference.Name) ?? throw NotFound($"there is no {purpose}: the environment variable {reference.Name} is not set", $"set {reference.Name} for whoever runs this program");

    private static Secret FromFile(SecretReference reference, string purpose)
    {
        try
        {
            return FileSecret.Read(reference.Name, "file", Longest);
        }
        catch (PosBackupException e)
        {
            throw NotFound($"there is no {purpose}: {e.Message}", e.Hint, e);
        }
    }

    /// <summary>Whoever comes second waits for the answer to the first.</summary>
    private async Task<Secret> AskOnceAsync(string purpose, CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<Secret> first = _answers.GetOrAdd(purpose, mine);
        if (ReferenceEquals(first, mine))
        {
            Task<Secret> asking = AskAsync(purpose, cancellationToken);
            await Task.WhenAny(asking);
            mine.SetFromTask(asking);
        }

        return await first.Task;
    }

    private async Task<Secret> AskAsync(string purpose, CancellationToken cancellationToken)
    {
        Secret answer = await prompt.AskAsync(purpose, cancellationToken)
            ?? throw NotFound($"there is no {purpose}: nobody can be asked for it", "run on a terminal, or have the definition of the target refer to env:NAME or file:PATH");
        return answer.Reveal().Length > 0 ? answer : throw NotFound($"there is no {purpose}: the answer was empty", hint: null);
    }

    private static PosBackupException NotFound(string message, string? hint, Exception? cause = null) => new(ErrorCode.SecretNotFound, message, hint, cause);
}
