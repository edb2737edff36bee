namespace PosBackup.PowerShell.Records;

/// <summary>Why a target is believed to be the one that is meant.</summary>
public enum TargetTrust
{
    /// <summary>It is a folder.</summary>
    NotNeeded,

    /// <summary>Its host key or certificate is pinned.</summary>
    Pinned,

    /// <summary>The roots of this machine vouch for it.</summary>
    Roots,

    /// <summary>Nothing does yet.</summary>
    Unknown,

    /// <summary>Nothing can: it speaks no TLS.</summary>
    Unprotected,
}
