namespace PosBackup.Engine.Secrets;

/// <summary>Finds secrets by reference. The engine reads no environment and asks nobody: the program does.</summary>
public interface ISecretSource
{
    /// <summary>The secret. Asked for when it is needed, each time; a prompt is answered once a run.</summary>
    /// <param name="reference">Where it is.</param>
    /// <param name="purpose">What it is for, as a prompt would say: <c>password of store42 at target hq</c>.</param>
    /// <param name="cancellationToken">Ends a prompt.</param>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.SecretNotFound"/>: there is none.</exception>
    ValueTask<Secret> FindAsync(SecretReference reference, string purpose, CancellationToken cancellationToken);
}
