using System.Buffers.Binary;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Pages;

/// <summary>Writes the header of an 8 KB page and what protects it.</summary>
internal static class PageImage
{
    /// <summary>Where the contents of a page begin.</summary>
    public const int BodyAt = PageGeometry.BodyAt;

    public const byte Data = 1;
    public const byte SharedAllocationMap = 9;
    public const byte Boot = 13;
    public const byte MinimallyLoggedMap = 17;

    private const int SlotsAt = 0x16;
    private const int ObjectIdAt = 0x18;
    private const int FreeDataAt = 0x1E;
    private const int LsnAt = 0x28;
    private const uint SystemObject = 99;

    /// <summary>Writes the header of a page whose other bytes are there, or zero.</summary>
    public static void WriteHeader(Span<byte> page, byte type, int fileId, uint pageId, Lsn lsn)
    {
        page[..BodyAt].Clear();
        page[Page.VersionAt] = 1;
        page[Page.TypeAt] = type;
        page[SlotsAt] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(page[ObjectIdAt..], SystemObject);
        BinaryPrimitives.WriteUInt16LittleEndian(page[FreeDataAt..], Page.Size - sizeof(ushort));
        BinaryPrimitives.WriteUInt32LittleEndian(page[Page.PageIdAt..], pageId);
        BinaryPrimitives.WriteUInt16LittleEndian(page[Page.FileIdAt..], (ushort)fileId);
        BinaryPrimitives.WriteUInt32LittleEndian(page[LsnAt..], lsn.Vlf);
        BinaryPrimitives.WriteUInt32LittleEndian(page[(LsnAt + 4)..], lsn.Block);
        BinaryPrimitives.WriteUInt16LittleEndian(page[(LsnAt + 8)..], lsn.Slot);
    }

    /// <summary>Protects a finished page as the database's option says.</summary>
    public static void Seal(Span<byte> page, PageVerify option)
    {
        int flags = option switch
        {
            PageVerify.Checksum => Page.HasChecksum,
            PageVerify.TornPage => Page.HasTornBits,
            _ => 0,
        };
        BinaryPrimitives.WriteUInt16LittleEndian(page[Page.FlagBitsAt..], (ushort)flags);
        uint stored = option switch
        {
            PageVerify.Checksum => PageChecksum.Compute(page),
            PageVerify.TornPage => SetTornBits(page),
            _ => 0,
        };
        BinaryPrimitives.WriteUInt32LittleEndian(page[Page.ProtectionAt..], stored);
    }

    /// <summary>Puts back the bits that the torn bits displaced.</summary>
    public static void Unseal(Span<byte> page)
    {
        if ((Page.FlagBits(page) & Page.HasTornBits) == 0)
            return;

        uint stored = PageChecksum.Stored(page);
        for (int sector = 1; sector < Page.Size / SectorSum.SectorSize; sector++)
        {
            ref byte last = ref LastOf(page, sector);
            last = (byte)((last & ~3) | (int)((stored >> (2 * sector)) & 3));
        }
    }

    private static uint SetTornBits(Span<byte> page)
    {
        const uint Pattern = 0b01;
        uint stored = Pattern;
        for (int sector = 1; sector < Page.Size / SectorSum.SectorSize; sector++)
        {
            ref byte last = ref LastOf(page, sector);
            stored |= (uint)(last & 3) << (2 * sector);
            last = (byte)((last & ~3) | (int)Pattern);
        }

        return stored;
    }

    private static ref byte LastOf(Span<byte> page, int sector) => ref page[((sector + 1) * SectorSum.SectorSize) - 1];
}
