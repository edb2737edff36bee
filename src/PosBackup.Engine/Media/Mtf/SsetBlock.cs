namespace PosBackup.Engine.Media.Mtf;

/// <summary>SSET: begins a backup set.</summary>
internal sealed record SsetBlock
{
    public const int AttributesAt = 0x34;
    public const int PasswordAlgorithmAt = 0x38;
    public const int VendorAt = 0x3C;
    public const int PositionAt = 0x3E;
    public const int NameAt = 0x40;
    public const int DescriptionAt = 0x44;
    public const int PasswordAt = 0x48;
    public const int UserAt = 0x4C;
    public const int AddressAt = 0x50;
    public const int DateAt = 0x58;
    public const int MajorAt = 0x5D;
    public const int MinorAt = 0x5E;
    public const int TimeZoneAt = 0x5F;

    /// <summary>OS-specific data, at the offset that the block header names.</summary>
    public const int OsSize = 21;
    public const int SetGuidInOs = 0x00;
    public const int ExpirationInOs = 0x10;

    public const uint Normal = 4;
    public const uint Differential = 8;

    /// <summary>Time zone unknown.</summary>
    public const sbyte NoTimeZone = 127;

    public required int Position { get; init; }

    /// <summary>Absolute offset of this block in an uncompressed file.</summary>
    public required long Address { get; init; }

    public required int Vendor { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string User { get; init; }

    public required DateTime? Date { get; init; }

    /// <summary>Offset of the server's clock from UTC; null when not told.</summary>
    public required TimeSpan? Offset { get; init; }

    public required Guid SetGuid { get; init; }

    public required DateTime? Expiration { get; init; }

    /// <summary>Reads the block; the bytes end before its first stream.</summary>
    public static SsetBlock Read(ReadOnlySpan<byte> block)
    {
        var fields = new Fields(block);
        int os = fields.U16(BlockHeader.OsSizeAt) >= OsSize ? fields.U16(BlockHeader.OsOffsetAt) : block.Length;
        var quarters = (sbyte)fields.Byte(TimeZoneAt);
        return new SsetBlock
        {
            Position = fields.U16(PositionAt),
            Address = fields.Long(AddressAt),
            Vendor = fields.U16(VendorAt),
            Name = fields.Text(NameAt),
            Description = fields.Text(DescriptionAt),
            User = fields.Text(UserAt),
            Date = fields.Date(DateAt),
            Offset = quarters is >= -56 and <= 56 ? TimeSpan.FromMinutes(15 * quarters) : null,
            SetGuid = fields.Guid(os + SetGuidInOs),
            Expiration = fields.Date(os + ExpirationInOs),
        };
    }
}
