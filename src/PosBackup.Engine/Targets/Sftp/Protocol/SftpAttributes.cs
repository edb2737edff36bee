namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>What a server tells of a file. Each part may be missing.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Mode">Unix mode with the kind of the file.</param>
/// <param name="ModifiedAt">Time stamp, whole seconds.</param>
internal sealed record SftpAttributes(long? Length, uint? Mode, DateTimeOffset? ModifiedAt)
{
    private const uint SizeFlag = 1;
    private const uint OwnerFlag = 2;
    private const uint ModeFlag = 4;
    private const uint TimesFlag = 8;
    private const uint ExtendedFlag = 0x80000000;
    private const uint KindMask = 0xF000;

    public bool IsFolder => (Mode & KindMask) == 0x4000;

    public bool IsLink => (Mode & KindMask) == 0xA000;

    /// <summary>A plain file, or one whose kind the server keeps to itself.</summary>
    public bool IsFile => Mode is null || (Mode & KindMask) is 0x8000 or 0;

    /// <summary>Reads attributes where they stand in a packet.</summary>
    public static SftpAttributes Read(ref PacketReader reader)
    {
        uint flags = reader.UInt32();
        long? length = (flags & SizeFlag) != 0 ? (long)Math.Min(reader.UInt64(), long.MaxValue) : null;
        if ((flags & OwnerFlag) != 0)
            _ = reader.UInt64();
        uint? mode = (flags & ModeFlag) != 0 ? reader.UInt32() : null;
        DateTimeOffset? modified = null;
        if ((flags & TimesFlag) != 0)
        {
            _ = reader.UInt32();
            modified = DateTimeOffset.FromUnixTimeSeconds(reader.UInt32());
        }

        for (uint pairs = (flags & ExtendedFlag) != 0 ? reader.UInt32() : 0; pairs > 0; pairs--)
        {
            _ = reader.Bytes();
            _ = reader.Bytes();
        }

        return new SftpAttributes(length, mode, modified);
    }

    /// <summary>Attributes that change nothing.</summary>
    public static void WriteNone(PacketWriter writer) => writer.UInt32(0);

    /// <summary>Attributes that set the length.</summary>
    public static void WriteLength(PacketWriter writer, long length) => writer.UInt32(SizeFlag).UInt64((ulong)length);

    /// <summary>Attributes that set the time of the last change, and of the last access, which cannot be left out. 1970 to 2106.</summary>
    public static void WriteTime(PacketWriter writer, DateTimeOffset time)
    {
        uint seconds = (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);
        writer.UInt32(TimesFlag).UInt32(seconds).UInt32(seconds);
    }
}

/// <summary>One name of a listing.</summary>
/// <param name="Name">Null when the bytes are no UTF-8.</param>
/// <param name="Attributes">Of the name itself: a link is a link.</param>
internal sealed record SftpName(string? Name, SftpAttributes Attributes)
{
    /// <summary>Reads the body of a NAME packet, behind its id.</summary>
    public static List<SftpName> ReadAll(ReadOnlySpan<byte> body)
    {
        var reader = new PacketReader(body);
        uint count = reader.UInt32();
        if (count > reader.Left / 12)
            throw new SftpProtocolException($"a listing says that it has {count} names in {reader.Left} bytes");

        var names = new List<SftpName>((int)count);
        for (; count > 0; count--)
        {
            string? name = reader.Text();
            _ = reader.Bytes();
            names.Add(new SftpName(name, SftpAttributes.Read(ref reader)));
        }

        return names;
    }
}
