namespace PosBackup.Engine.Backups;

/// <summary>Encryption of the set by SQL Server (2014 and later; not in Express and Web).</summary>
/// <param name="Certificate">Name of a certificate in master. Whoever restores the set elsewhere needs it, with its private key.</param>
/// <param name="Algorithm">The cipher. Defaults to AES-256.</param>
public sealed record BackupEncryption(string Certificate, EncryptionAlgorithm Algorithm = EncryptionAlgorithm.Aes256);

/// <summary>Ciphers of BACKUP … WITH ENCRYPTION.</summary>
public enum EncryptionAlgorithm
{
    /// <summary>AES with 128 bits.</summary>
    Aes128 = 0,

    /// <summary>AES with 192 bits.</summary>
    Aes192,

    /// <summary>AES with 256 bits.</summary>
    Aes256,

    /// <summary>Triple DES, for old partners only.</summary>
    TripleDes,
}
