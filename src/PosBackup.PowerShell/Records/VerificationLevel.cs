namespace PosBackup.PowerShell.Records;

/// <summary>How deep a verification went.</summary>
public enum VerificationLevel
{
    /// <summary>Nothing was verified.</summary>
    None,

    /// <summary>The bytes are those that were written.</summary>
    L0,

    /// <summary>The media is whole: structure, checksums and completeness.</summary>
    L1,

    /// <summary>It was restored.</summary>
    L2,

    /// <summary>It was restored, DBCC CHECKDB is clean, and what was asserted holds.</summary>
    L3,
}
