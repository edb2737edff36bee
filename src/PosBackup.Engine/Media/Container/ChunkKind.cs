namespace PosBackup.Engine.Media.Container;

/// <summary>First byte of a chunk header.</summary>
internal static class ChunkKind
{
    /// <summary>Compressed bytes follow; the next chunk follows them.</summary>
    public const byte Compressed = 0x21;

    /// <summary>A filemark follows uncompressed, behind as many bytes of padding as the size field says.</summary>
    public const byte Filemark = 0x24;

    /// <summary>An index of the chunks follows, and the filemark behind it.</summary>
    public const byte IndexAndFilemark = 0x2C;

    /// <summary>As <see cref="Compressed"/>, encrypted.</summary>
    public const byte Encrypted = 0x31;

    /// <summary>As <see cref="Encrypted"/>, of a database with TDE.</summary>
    public const byte EncryptedWithTde = 0x71;
}
