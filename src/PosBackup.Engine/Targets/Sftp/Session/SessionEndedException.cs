using PosBackup.Engine.Targets.Sftp.Failures;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>The session is over: ssh ended, the line broke, or nothing came for too long.</summary>
internal sealed class SessionEndedException(SshFailure failure, Exception? cause) : Exception(failure.Text, cause)
{
    /// <summary>Why.</summary>
    public SshFailure Failure { get; } = failure;
}
