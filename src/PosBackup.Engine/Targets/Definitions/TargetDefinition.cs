namespace PosBackup.Engine.Targets.Definitions;

/// <summary>A target as the file of targets defines it.</summary>
public abstract record TargetDefinition
{
    /// <summary>Name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64, the first a letter or digit. Unique without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>Limits of speed; null for none.</summary>
    public ThrottleDefinition? Throttle { get; init; }

    /// <summary>How copies are proven.</summary>
    public VerificationDefinition Verification { get; init; } = new();

    /// <summary>Whether this account may delete here; false for targets that only take, where nobody but headquarters removes.</summary>
    public bool AppendOnly { get; init; }

    /// <summary>The word for the kind of target in the file: <c>folder</c>, <c>sftp</c>, <c>ftp</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Where it leads, for a person; without secrets.</summary>
    public abstract string Address { get; }
}
