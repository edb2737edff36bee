using System.Collections.Concurrent;
using PosBackup.Engine;
using PosBackup.Engine.Secrets;

namespace PosBackup.Cli.Settings;

/// <summary>Finds secrets where references say: in the environment, in a file, or with a person at a terminal, who is asked once a run.</summary>
internal sealed class SecretSource : ISecretSource
{
    /// <summary>A token can be long; a file that is no file of a secret is longer.</summary>
    private const int Longest = 1024;

    private readonly ConcurrentDictionary<string, Lazy<Secret>> _answers = new(StringComparer.Ordinal);

    public ValueTask<Secret> FindAsync(SecretReference reference, string purpose, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(reference.Place switch
        {
            SecretPlace.Environment => FromEnvironment(reference, purpose),
            SecretPlace.File => FromFile(reference, purpose),
            _ => _answers.GetOrAdd(purpose, _ => new Lazy<Secret>(() => Ask(purpose))).Value,
        });
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

    private static Secret Ask(string purpose)
    {
        if (!Terminal.IsThere)
            throw NotFound($"there is no {purpose}: nobody can be asked for it", "run on a terminal, or have the definition of the target refer to env:NAME or file:PATH");

        return Terminal.AskSecret(purpose) is { Length: > 0 } answer ? new Secret(answer) : throw NotFound($"there is no {purpose}: the answer was empty", hint: null);
    }

    private static PosBackupException NotFound(string message, string? hint, Exception? cause = null) => new(ErrorCode.SecretNotFound, message, hint, cause);
}
