namespace PosBackup.SqlStandIn.Tds;

/// <summary>What the server says about encryption in its PRELOGIN answer.</summary>
public enum EncryptionOffer
{
    /// <summary>SQL Server's default: the login is encrypted, the rest only when the client asks for it.</summary>
    Off,

    /// <summary>No TLS at all: a server without a certificate.</summary>
    NotSupported,

    /// <summary>Force Encryption: everything is encrypted.</summary>
    Required,
}
