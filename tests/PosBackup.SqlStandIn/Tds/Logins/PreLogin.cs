using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Logins;

/// <summary>What a client wants of the encryption, in PRELOGIN.</summary>
internal enum ClientEncryption : byte
{
    Off = 0,
    On = 1,
    NotSupported = 2,
    Required = 3,
}

/// <summary>What the two have agreed on.</summary>
internal enum AgreedEncryption
{
    /// <summary>No TLS inside TDS: plain, or strict where TLS lies below.</summary>
    None,

    /// <summary>The first packet of the login is encrypted, everything after it is plain.</summary>
    LoginOnly,

    Everything,

    /// <summary>They do not go together: the client reads the answer and leaves.</summary>
    Refused,
}

/// <summary>
/// The first message of both sides: a list of options and their places.
/// <code>{ option:1 offset:2 length:2 }* FF values     (big-endian)</code>
/// </summary>
internal static class PreLogin
{
    private const byte Version = 0;
    private const byte Encryption = 1;
    private const byte Instance = 2;
    private const byte Thread = 3;
    private const byte MultipleResultSets = 4;
    private const byte Terminator = 0xFF;
    private const byte EncryptionMask = 0x0F;

    /// <summary>The client's wish; a PRELOGIN without the option means none.</summary>
    public static ClientEncryption Read(ReadOnlySpan<byte> message)
    {
        var options = new WireReader(message);
        ClientEncryption wish = ClientEncryption.NotSupported;
        for (byte option = options.Byte(); option != Terminator; option = options.Byte())
        {
            int offset = options.UInt16BigEndian();
            int length = options.UInt16BigEndian();
            if (offset + length > message.Length)
                throw new TdsProtocolException($"PRELOGIN option {option} lies beyond the end of the message.");
            if (option == Encryption && length > 0)
                wish = (ClientEncryption)(message[offset] & EncryptionMask);
        }

        return Enum.IsDefined(wish) ? wish : throw new TdsProtocolException($"PRELOGIN encryption {(byte)wish} does not exist.");
    }

    public static (byte Answer, AgreedEncryption Agreed) Agree(EncryptionOffer offer, ClientEncryption wish) => (offer, wish) switch
    {
        (EncryptionOffer.NotSupported, ClientEncryption.Off or ClientEncryption.NotSupported) => (2, AgreedEncryption.None),
        (EncryptionOffer.NotSupported, _) => (2, AgreedEncryption.Refused),
        (EncryptionOffer.Required, ClientEncryption.NotSupported) => (3, AgreedEncryption.Refused),
        (EncryptionOffer.Required, ClientEncryption.Off) => (3, AgreedEncryption.Everything),
        (EncryptionOffer.Off, ClientEncryption.Off) => (0, AgreedEncryption.LoginOnly),
        (EncryptionOffer.Off, ClientEncryption.NotSupported) => (2, AgreedEncryption.None),
        _ => (1, AgreedEncryption.Everything),
    };

    public static ReadOnlyMemory<byte> Write(Version version, byte encryption)
    {
        byte[] versionBytes =
        [
            (byte)version.Major, (byte)version.Minor, (byte)(version.Build >> 8), (byte)version.Build,
            (byte)(version.Revision >> 8), (byte)version.Revision,
        ];
        (byte Option, byte[] Value)[] options =
        [
            (Version, versionBytes),
            (Encryption, [encryption]),
            (Instance, [0]),
            (Thread, []),
            (MultipleResultSets, [0]),
        ];

        var writer = new WireWriter();
        int offset = (options.Length * 5) + 1;
        foreach ((byte option, byte[] value) in options)
        {
            writer.Byte(option);
            writer.UInt16BigEndian(offset);
            writer.UInt16BigEndian(value.Length);
            offset += value.Length;
        }

        writer.Byte(Terminator);
        foreach ((_, byte[] value) in options)
            writer.Bytes(value);
        return writer.Written;
    }
}
