namespace PosBackup.PowerShell.Records;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Something to know.</summary>
    Note,

    /// <summary>It may be harmless.</summary>
    Suspect,

    /// <summary>It is damage.</summary>
    Error,
}
