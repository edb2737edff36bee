using System.Buffers.Binary;
using System.Text;

namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>Reads the fields of a packet. Every length is checked against what is there.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> body)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = body;

    /// <summary>Bytes that were not read yet.</summary>
    public readonly int Left => _rest.Length;

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    /// <summary>A counted string of bytes.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        uint count = UInt32();
        if (count > (uint)_rest.Length)
            throw new SftpProtocolException($"a packet has a field of {count} bytes where {_rest.Length} are left");

        return Take((int)count);
    }

    /// <summary>A counted string of UTF-8; null when it is none.</summary>
    public string? Text()
    {
        ReadOnlySpan<byte> bytes = Bytes();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
            throw new SftpProtocolException($"a packet ends {count - _rest.Length} bytes before its fields do");

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
