namespace PosBackup.PowerShell.Records;

/// <summary>Whether backups can succeed here.</summary>
public sealed class PreflightReport : Record
{
    /// <summary>Whether nothing failed.</summary>
    public bool Passed { get; internal set; }

    /// <summary>The instance, as it names itself.</summary>
    public string Instance { get; internal set; } = "";

    /// <summary>Its edition.</summary>
    public string Edition { get; internal set; } = "";

    /// <summary>Its version.</summary>
    public string Version { get; internal set; } = "";

    /// <summary>The account that it runs as, and that writes the backups.</summary>
    public string ServiceAccount { get; internal set; } = "";

    /// <summary>Whether that is a guess, as the login may not ask.</summary>
    public bool IsServiceAccountGuessed { get; internal set; }

    /// <summary>Where backups would go.</summary>
    public string Folder { get; internal set; } = "";

    /// <summary>Whether the instance runs on this machine.</summary>
    public bool IsLocal { get; internal set; }

    /// <summary>Whether this machine sees the files that the instance writes.</summary>
    public bool? FilesVisible { get; internal set; }

    /// <summary>Whether the instance can compress.</summary>
    public bool? CanCompress { get; internal set; }

    /// <summary>Bytes that are free where backups would go.</summary>
    public long? FreeBytes { get; internal set; }

    /// <summary>All that was looked at.</summary>
    public IReadOnlyList<PreflightCheck> Checks { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Instance}: passed {Passed}");
}
