namespace PosBackup.PowerShell.Records;

/// <summary>How SQL Server notices damaged pages.</summary>
public enum PageVerify
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>By bits that tell a page of two halves.</summary>
    TornPage,

    /// <summary>By a checksum of each page.</summary>
    Checksum,
}
