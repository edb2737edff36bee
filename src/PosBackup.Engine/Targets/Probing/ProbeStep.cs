namespace PosBackup.Engine.Targets.Probing;

/// <summary>What a probe tries at a target, in this order.</summary>
public enum ProbeStep
{
    /// <summary>Connects and logs in.</summary>
    Connect,

    /// <summary>Writes a small file.</summary>
    Write,

    /// <summary>Reads it back, and compares.</summary>
    ReadBack,

    /// <summary>Goes on where the file ends, as a broken upload would.</summary>
    Continue,

    /// <summary>Gives it another name.</summary>
    Rename,

    /// <summary>Gives another file that name, over it.</summary>
    Replace,

    /// <summary>Finds it in the listing of its folder.</summary>
    List,

    /// <summary>Looks whether it kept its time stamp.</summary>
    TimeStamp,

    /// <summary>Has the target compute its SHA-256.</summary>
    Hash,

    /// <summary>Removes it.</summary>
    Delete,
}

/// <summary>How a step of a probe ended.</summary>
public enum ProbeOutcome
{
    /// <summary>Not tried: the target cannot do it and need not, or a step before it failed.</summary>
    NotChecked,

    /// <summary>It went as it has to.</summary>
    Passed,

    /// <summary>It did not.</summary>
    Failed,
}

/// <summary>One step of a probe.</summary>
/// <param name="Step">What was tried.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Failure">Why it failed, in the words of all targets; null when it did not, or when the target did not fail but do the wrong thing.</param>
/// <param name="Message">What happened, or why it was not tried; null when there is nothing to tell.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record ProbeStepResult(ProbeStep Step, ProbeOutcome Outcome, TargetFailure? Failure = null, string? Message = null, string? Hint = null);
