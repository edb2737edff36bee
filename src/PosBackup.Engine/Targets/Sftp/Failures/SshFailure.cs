namespace PosBackup.Engine.Targets.Sftp.Failures;

/// <summary>Why ssh gave up, in our words.</summary>
/// <param name="Failure">Which of the taxonomy.</param>
/// <param name="Text">What happened, with the raw text.</param>
/// <param name="Hint">What to do about it.</param>
/// <param name="IsUnexplained">Whether ssh itself gave no reason, so that the way it was started may be one.</param>
internal sealed record SshFailure(TargetFailure Failure, string Text, string? Hint = null, bool IsUnexplained = false);
