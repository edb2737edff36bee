using System.Buffers.Binary;
using System.Text;
using PosBackup.Engine.Media.Mtf;

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

    /// <summary>The type of a page in a system extent; null for one that is not in use.</summary>
    public static byte? TypeOf(uint page)
    {
        if (page % Page.PagesPerFreeSpaceMap == 0 && page != 0)
            return Page.FreeSpaceMap;

        uint first = page / Page.PagesPerMap * (uint)Page.PagesPerMap;
        return (page - first) switch
        {
            0 when first == 0 => Page.FileHeader,
            0 => Page.AllocationMap,
            1 when first == 0 => Page.FreeSpaceMap,
            1 => PageImage.SharedAllocationMap,
            2 when first == 0 => Page.AllocationMap,
            3 when first == 0 => PageImage.SharedAllocationMap,
            6 => Page.DifferentialMap,
            7 => PageImage.MinimallyLoggedMap,
            DataFileLayout.BootPage when first == 0 => PageImage.Boot,
            _ => null,
        };
    }

    /// <summary>A map of one bit an extent, for the interval that the page lies in.</summary>
    public static void WriteBitmap(Span<byte> page, uint pageId, Func<long, bool> isSet)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(page[BitmapLengthAt..], BitmapRecord);
        long first = pageId / Page.PagesPerMap * (long)Page.ExtentsPerMap;
        for (int extent = 0; extent < Page.ExtentsPerMap; extent++)
        {
            if (isSet(first + extent))
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
    }
}
