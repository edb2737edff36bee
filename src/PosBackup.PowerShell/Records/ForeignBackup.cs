namespace PosBackup.PowerShell.Records;

/// <summary>A backup that another tool took.</summary>
public sealed class ForeignBackup : Record
{
    /// <summary>Identity of the set.</summary>
    public Guid SetGuid { get; internal set; }

    /// <summary>What it holds.</summary>
    public BackupKind Kind { get; internal set; }

    /// <summary>Who took it.</summary>
    public string User { get; internal set; } = "";

    /// <summary>On which machine.</summary>
    public string Machine { get; internal set; } = "";

    /// <summary>Where it lies.</summary>
    public string File { get; internal set; } = "";

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }

    /// <summary>Its name.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Whether it is a snapshot.</summary>
    public bool IsSnapshot { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Kind} by {User} to {File}");
}
