namespace PosBackup.Engine.Targets;

/// <summary>A failure at a target, in one taxonomy for all protocols. The message names the target, the object, and what the other side said.</summary>
public sealed class TargetException : PosBackupException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="failure">Which of the taxonomy.</param>
    /// <param name="message">What happened, on which target and file, with the raw text of the other side. Never contains a secret.</param>
    /// <param name="hint">What to do about it.</param>
    /// <param name="innerException">The cause.</param>
    public TargetException(TargetFailure failure, string message, string? hint = null, Exception? innerException = null)
        : base(CodeOf(failure), message, hint, innerException) =>
        Failure = failure;

    /// <summary>Which of the taxonomy.</summary>
    public TargetFailure Failure { get; }

    /// <summary>Whether the same call may succeed a little later: the line, not the account, the disk or the definition is to blame.</summary>
    public bool IsTransient => Failure is TargetFailure.Lost or TargetFailure.Unreachable;

    private static ErrorCode CodeOf(TargetFailure failure) => failure switch
    {
        TargetFailure.AuthFailed or TargetFailure.Denied => ErrorCode.TargetAccessDenied,
        TargetFailure.HostIdentity => ErrorCode.HostNotTrusted,
        TargetFailure.Unreachable or TargetFailure.Lost => ErrorCode.TargetUnavailable,
        TargetFailure.NoSpace => ErrorCode.NoSpace,
        TargetFailure.Missing => ErrorCode.TargetFileNotFound,
        TargetFailure.Config => ErrorCode.TargetMisconfigured,
        TargetFailure.ToolMissing => ErrorCode.ToolMissing,
        _ => ErrorCode.Unknown,
    };
}
