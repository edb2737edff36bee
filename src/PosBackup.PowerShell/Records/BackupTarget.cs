namespace PosBackup.PowerShell.Records;

/// <summary>A place for copies, as it is defined.</summary>
public sealed class BackupTarget : Record
{
    /// <summary>Its name.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>folder, sftp or ftp.</summary>
    public string Kind { get; internal set; } = "";

    /// <summary>Where it is.</summary>
    public string Address { get; internal set; } = "";

    /// <summary>How copies are proven.</summary>
    public TargetVerification? Verify { get; internal set; }

    /// <summary>Limits of speed; null for none.</summary>
    public TargetThrottle? Throttle { get; internal set; }

    /// <summary>Whether nothing there is replaced or removed by this account.</summary>
    public bool AppendOnly { get; internal set; }

    /// <summary>Whether its clock is wrong and tells nothing.</summary>
    public bool IgnoreClock { get; internal set; }

    /// <summary>Why it is believed to be the one that is meant.</summary>
    public TargetTrust Trust { get; internal set; }

    /// <summary>What is pinned.</summary>
    public IReadOnlyList<string> Fingerprints { get; internal set; } = [];

    /// <summary>What a person should know of the definition.</summary>
    public IReadOnlyList<Note> Warnings { get; internal set; } = [];

    /// <summary>The file that defines it.</summary>
    public string File { get; internal set; } = "";

    /// <summary>What this store is called there.</summary>
    public string Store { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Name}");
}
