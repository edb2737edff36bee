namespace PosBackup.PowerShell.Parameters;

/// <summary>How the connection to an instance is protected.</summary>
public enum ConnectionEncryption
{
    /// <summary>All is encrypted, or there is no connection.</summary>
    Mandatory,

    /// <summary>TLS comes first (TDS 8.0, SQL Server 2022).</summary>
    Strict,

    /// <summary>Only the login is encrypted where the instance does not insist.</summary>
    Optional,
}
