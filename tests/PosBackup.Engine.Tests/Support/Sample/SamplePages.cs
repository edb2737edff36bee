using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Tests.Support.Sample;

/// <summary>The pages of the one data file of a sample database.</summary>
internal static class SamplePages
{
    public const int FileId = 1;

    public static byte[] Make(SampleSet set, uint pageId)
    {
        byte[] page = new byte[Page.Size];
        uint inMap = pageId % Page.PagesPerMap;
        byte type = pageId == 0 ? Page.FileHeader
            : pageId == 1 || pageId % Page.PagesPerFreeSpaceMap == 0 ? Page.FreeSpaceMap
            : pageId == 2 || inMap == 0 ? Page.AllocationMap
            : inMap == 6 ? Page.DifferentialMap : (byte)1;
        page[Page.VersionAt] = 1;
        page[Page.TypeAt] = type;
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(Page.PageIdAt), pageId);
        BinaryPrimitives.WriteUInt16LittleEndian(page.AsSpan(Page.FileIdAt), FileId);
        BinaryPrimitives.WriteUInt16LittleEndian(page.AsSpan(Page.FlagBitsAt), Page.HasChecksum);
        Fill(set, page, pageId, type);
        Seal(page);
        set.Page(pageId, page);
        return page;
    }

    public static void Seal(byte[] page) =>
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(Page.ProtectionAt), PageChecksum.Compute(page));

    public static byte[] Filler()
    {
        byte[] page = new byte[Page.Size];
        (page[Page.VersionAt], page[Page.TypeAt]) = (1, Page.Filler);
        return page;
    }

    private static void Fill(SampleSet set, byte[] page, uint pageId, byte type)
    {
        int firstExtent = (int)(pageId / Page.PagesPerMap) * Page.ExtentsPerMap;
        Span<byte> bitmap = page.AsSpan(Page.BitmapAt, Page.ExtentsPerMap / 8);
        switch (type)
        {
            case Page.AllocationMap:
                bitmap.Fill(byte.MaxValue);
                for (int extent = 0; extent < Math.Min(set.Extents - firstExtent, Page.ExtentsPerMap); extent++)
                    bitmap[extent / 8] &= (byte)~(1 << (extent % 8));

                break;
            case Page.DifferentialMap:
                foreach (int extent in set.Changed.Select(extent => extent - firstExtent).Where(extent => extent is >= 0 and < Page.ExtentsPerMap))
                    bitmap[extent / 8] |= (byte)(1 << (extent % 8));

                break;
            case Page.FreeSpaceMap:
                page.AsSpan(Page.FreeSpaceAt, Page.PagesPerFreeSpaceMap).Fill(Page.Allocated);
                foreach (uint free in set.FreePages.Where(free => free / Page.PagesPerFreeSpaceMap == pageId / Page.PagesPerFreeSpaceMap))
                    page[Page.FreeSpaceAt + (int)(free % Page.PagesPerFreeSpaceMap)] = 0;

                break;
            default:
                new Random((int)pageId).NextBytes(page.AsSpan(96));
                break;
        }
    }
}
