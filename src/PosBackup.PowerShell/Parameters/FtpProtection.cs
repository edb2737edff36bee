namespace PosBackup.PowerShell.Parameters;

/// <summary>How FTP is protected.</summary>
public enum FtpProtection
{
    /// <summary>TLS that is asked for on the ordinary port.</summary>
    ExplicitTls,

    /// <summary>TLS from the first byte.</summary>
    ImplicitTls,

    /// <summary>Not at all.</summary>
    None,
}
