namespace PosBackup.Engine.Targets.Sftp.Failures;

/// <summary>Why ssh gave up, in our words.</summary>
/// <param name="Failure">Which of the taxonomy.</param>
/// <param name="Text">What happened, with the raw text.</param>
/// <param name="Hint">What to do about it.</param>
internal sealed record SshFailure(TargetFailure Failure, string Text, string? Hint = null);
