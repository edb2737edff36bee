namespace PosBackup.PowerShell.Parameters;

/// <summary>Cipher of an encrypted backup.</summary>
public enum EncryptionAlgorithm
{
    /// <summary>AES with 128 bits.</summary>
    Aes128,

    /// <summary>AES with 192 bits.</summary>
    Aes192,

    /// <summary>AES with 256 bits.</summary>
    Aes256,

    /// <summary>Triple DES, for old instances.</summary>
    TripleDes,
}
