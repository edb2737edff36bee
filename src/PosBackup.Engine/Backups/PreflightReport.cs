namespace PosBackup.Engine.Backups;

/// <summary>Whether backups can succeed, looked at before the first one.</summary>
public sealed record PreflightReport
{
    /// <summary>Name that the instance gives itself.</summary>
    public required string Instance { get; init; }

    /// <summary>Edition as the instance names it.</summary>
    public required string Edition { get; init; }

    /// <summary>Version of the instance.</summary>
    public required Version Version { get; init; }

    /// <summary>Account that the instance runs as: the one that writes backups.</summary>
    public required string ServiceAccount { get; init; }

    /// <summary>Whether <see cref="ServiceAccount"/> is a guess, because the login may not see it (VIEW SERVER STATE).</summary>
    public bool IsServiceAccountGuessed { get; init; }

    /// <summary>Folder that backups go to, as the instance sees it.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the instance runs on this machine.</summary>
    public required bool IsLocal { get; init; }

    /// <summary>Whether this process sees the files that the instance writes there; null when that could not be tried.</summary>
    public bool? FilesVisible { get; init; }

    /// <summary>Whether the instance compresses; null when that could not be tried.</summary>
    public bool? CanCompress { get; init; }

    /// <summary>Free bytes where the folder lies; null when not known.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Each thing looked at.</summary>
    public required IReadOnlyList<PreflightCheck> Checks { get; init; }

    /// <summary>Whether nothing stands in the way.</summary>
    public bool Passed => Checks.All(check => check.Outcome != PreflightOutcome.Failed);
}

/// <summary>One thing looked at.</summary>
/// <param name="Subject">What.</param>
/// <param name="Outcome">How it was found.</param>
/// <param name="Code">Reason of a failure or warning; None otherwise.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record PreflightCheck(PreflightSubject Subject, PreflightOutcome Outcome, ErrorCode Code, string Message, string? Hint = null);

/// <summary>What a preflight looks at.</summary>
public enum PreflightSubject
{
    /// <summary>The connection, the login and its rights.</summary>
    Instance = 0,

    /// <summary>The path: its form, its length, mapped drives.</summary>
    Path,

    /// <summary>Whether the service account can write there, shown by a real backup.</summary>
    Write,

    /// <summary>Whether this machine sees what the instance writes.</summary>
    Visibility,

    /// <summary>Free space against the estimate.</summary>
    Space,

    /// <summary>Compression.</summary>
    Compression,

    /// <summary>Encryption and its certificate.</summary>
    Encryption,

    /// <summary>The databases named.</summary>
    Databases,
}

/// <summary>How a preflight found something.</summary>
public enum PreflightOutcome
{
    /// <summary>Not checked; the message says why.</summary>
    NotChecked = 0,

    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>Worth knowing, but nothing that stops a backup.</summary>
    Warned,

    /// <summary>Backups would fail.</summary>
    Failed,
}
