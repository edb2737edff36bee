using System.Buffers.Binary;
using System.Text;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Logins;

/// <summary>
/// LOGIN7: a fixed part with flags and the places of the texts, the texts, and a list of features.
/// <code>
///  0 length  4 TDS version  8 packet size  12 client version  16 process  20 connection
/// 24 flags1  25 flags2  26 type  27 flags3  28 time zone  32 locale
/// 36 { offset:2 characters:2 } x 9  72 client id:6  78 SSPI  82 file to attach  86 new password  90 long SSPI:4
/// </code>
/// </summary>
internal sealed record LoginMessage
{
    private const int FixedLength = 94;
    private const byte BigEndianOrForeignCharacters = 0x0F;
    private const byte IntegratedSecurityFlag = 0x80;
    private const byte ChangePasswordFlag = 0x01;
    private const byte FeaturesFlag = 0x10;

    public required uint TdsVersion { get; init; }

    public required int PacketSize { get; init; }

    public required LoginRequest Request { get; init; }

    /// <summary>Windows authentication: the login brings SSPI data in place of a password.</summary>
    public required bool IntegratedSecurity { get; init; }

    public required bool ChangesPassword { get; init; }

    public required bool AttachesFile { get; init; }

    /// <summary>Ids of the features the client would like; empty without a feature list.</summary>
    public required IReadOnlyList<byte> Features { get; init; }

    public static LoginMessage Parse(ReadOnlySpan<byte> message)
    {
        if (message.Length < FixedLength || BinaryPrimitives.ReadInt32LittleEndian(message) != message.Length)
            throw new TdsProtocolException($"A LOGIN7 of {message.Length} bytes that says another length of itself.");
        if ((message[24] & BigEndianOrForeignCharacters) != 0)
            throw new TdsProtocolException($"LOGIN7 flags 0x{message[24]:X2}: only little-endian ASCII clients with IEEE numbers.");

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(message[4..]);
        return new LoginMessage
        {
            TdsVersion = version,
            PacketSize = BinaryPrimitives.ReadInt32LittleEndian(message[8..]),
            Request = new LoginRequest(
                UserName: Text(message, 40),
                Password: Password(message, 44),
                Database: Text(message, 68),
                Language: Text(message, 64),
                HostName: Text(message, 36),
                ApplicationName: Text(message, 48),
                TdsVersion: version),
            IntegratedSecurity = (message[25] & IntegratedSecurityFlag) != 0,
            ChangesPassword = (message[27] & ChangePasswordFlag) != 0,
            AttachesFile = Text(message, 82).Length > 0,
            Features = (message[27] & FeaturesFlag) != 0 ? ReadFeatures(message) : [],
        };
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int place)
    {
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(message[place..]);
        int length = 2 * BinaryPrimitives.ReadUInt16LittleEndian(message[(place + 2)..]);
        if (length == 0)
            return [];
        return offset >= FixedLength && offset + length <= message.Length
            ? message.Slice(offset, length)
            : throw new TdsProtocolException($"The LOGIN7 field at {place} lies outside of the message.");
    }

    private static string Text(ReadOnlySpan<byte> message, int place) => Encoding.Unicode.GetString(Field(message, place));

    /// <summary>Each byte has its halves swapped and is xored with A5: not a secret, but not in plain sight either.</summary>
    private static string Password(ReadOnlySpan<byte> message, int place)
    {
        byte[] bytes = Field(message, place).ToArray();
        for (int i = 0; i < bytes.Length; i++)
        {
            int swapped = bytes[i] ^ 0xA5;
            bytes[i] = (byte)((swapped << 4) | (swapped >> 4));
        }

        return Encoding.Unicode.GetString(bytes);
    }

    /// <summary>{ id:1 length:4 bytes }* FF, at the place that the extension field points to.</summary>
    private static List<byte> ReadFeatures(ReadOnlySpan<byte> message)
    {
        const int extension = 56;
        const byte terminator = 0xFF;
        var pointer = new WireReader(message);
        _ = pointer.Bytes(BinaryPrimitives.ReadUInt16LittleEndian(message[extension..]));
        uint offset = pointer.UInt32();
        if (offset >= message.Length)
            throw new TdsProtocolException("The feature list of LOGIN7 lies beyond its end.");

        var list = new WireReader(message[(int)offset..]);
        List<byte> features = [];
        for (byte id = list.Byte(); id != terminator; id = list.Byte())
        {
            features.Add(id);
            _ = list.Bytes(list.Int32());
        }

        return features;
    }
}
