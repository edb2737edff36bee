using System.Buffers.Binary;
using System.Text;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Pages;

/// <summary>Writes the bodies of the pages that SQL Server keeps for itself; headers and protection come from elsewhere.</summary>
internal static class SystemPages
{
    private const int BitmapLengthAt = Page.BitmapAt - sizeof(ushort);
    private const int BitmapRecord = 0x1F38;
    private const int BootVersionAt = 0x64;
    private const int BootNameAt = 0x94;
    private const int BootNameChars = 128;
    private const int BootDatabaseIdAt = BootNameAt + (BootNameChars * sizeof(char)) + 4;

    /// <summary>The type of a system page; null for any other.</summary>
    public static byte? TypeOf(uint page) => page switch
    {
        PageGeometry.FileHeaderPage => Page.FileHeader,
        PageGeometry.FreeSpacePage => Page.FreeSpaceMap,
        PageGeometry.AllocationPage => Page.AllocationMap,
        PageGeometry.SharedAllocationPage => PageImage.SharedAllocationMap,
        PageGeometry.DifferentialPage => Page.DifferentialMap,
        PageGeometry.BulkChangedPage => PageImage.MinimallyLoggedMap,
        PageGeometry.BootPage => PageImage.Boot,
        _ => page % Page.PagesPerFreeSpaceMap == 0 ? Page.FreeSpaceMap : null,
    };

    /// <summary>A map of one bit an extent.</summary>
    public static void WriteBitmap(Span<byte> page, Func<int, bool> isSet)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(page[BitmapLengthAt..], BitmapRecord);
        for (int extent = 0; extent < Page.ExtentsPerMap; extent++)
        {
            if (isSet(extent))
                page[Page.BitmapAt + (extent / 8)] |= (byte)(1 << (extent % 8));
        }
    }

    /// <summary>A map of one byte a page.</summary>
    public static void WriteFreeSpace(Span<byte> page, uint pageId, Func<uint, bool> isAllocated)
    {
        uint first = pageId < Page.PagesPerFreeSpaceMap ? 0 : pageId;
        for (uint at = 0; at < Page.PagesPerFreeSpaceMap; at++)
            page[(int)(Page.FreeSpaceAt + at)] = isAllocated(first + at) ? Page.Allocated : (byte)0;
    }

    public static void WriteBoot(Span<byte> page, DataFile file)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(page[BootVersionAt..], (ushort)file.DatabaseVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(page[(BootVersionAt + 2)..], (ushort)file.DatabaseVersion);
        Encoding.Unicode.GetBytes(file.DatabaseName.PadRight(BootNameChars).AsSpan(0, BootNameChars), page[BootNameAt..]);
        BinaryPrimitives.WriteUInt16LittleEndian(page[BootDatabaseIdAt..], (ushort)file.DatabaseId);
        BinaryPrimitives.WriteUInt16LittleEndian(page[(BootDatabaseIdAt + 2)..], (ushort)file.CompatibilityLevel);
        if (file.IsRestorable)
            BootMark.Write(page, file.StorePages);
    }
}
