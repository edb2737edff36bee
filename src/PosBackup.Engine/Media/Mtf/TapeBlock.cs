namespace PosBackup.Engine.Media.Mtf;

/// <summary>TAPE: the header of the media.</summary>
internal sealed record TapeBlock
{
    public const int FamilyIdAt = 0x34;
    public const int AttributesAt = 0x38;
    public const int SequenceAt = 0x3C;
    public const int PasswordAlgorithmAt = 0x3E;
    public const int PhysicalBlockAt = 0x40;
    public const int CatalogTypeAt = 0x42;
    public const int NameAt = 0x44;
    public const int DescriptionAt = 0x48;
    public const int PasswordAt = 0x4C;
    public const int SoftwareNameAt = 0x50;
    public const int LogicalBlockAt = 0x54;
    public const int VendorAt = 0x56;
    public const int DateAt = 0x58;

    /// <summary>Unit of <see cref="PhysicalBlockAt"/>.</summary>
    public const int PhysicalBlockUnit = 512;

    public const int SqlServerVendor = 0x1200;

    public required uint FamilyId { get; init; }

    /// <summary>Physical block size in bytes, which is also the size of a filemark; 0 when the header names an impossible one.</summary>
    public required int PhysicalBlock { get; init; }

    public required bool HasPassword { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string SoftwareName { get; init; }

    public required DateTime? Date { get; init; }

    /// <summary>Reads the block; the bytes end before its first stream.</summary>
    public static TapeBlock Read(ReadOnlySpan<byte> block)
    {
        var fields = new Fields(block);
        int size = fields.U16(PhysicalBlockAt) * PhysicalBlockUnit;
        return new TapeBlock
        {
            FamilyId = fields.U32(FamilyIdAt),
            PhysicalBlock = size is >= BlockHeader.MinPhysicalBlock and <= BlockHeader.MaxPhysicalBlock ? size : 0,
            HasPassword = fields.U16(PasswordAlgorithmAt) != 0 || fields.U16(PasswordAt) != 0,
            Name = fields.Text(NameAt),
            Description = fields.Text(DescriptionAt),
            SoftwareName = fields.Text(SoftwareNameAt),
            Date = fields.Date(DateAt),
        };
    }
}
