using System.Buffers.Binary;

namespace PosBackup.Engine.Media.Mtf;

/// <summary>The header fields of an 8 KB page that tell what it is, where it belongs and what protects it.</summary>
internal static class Page
{
    public const int Size = 8192;
    public const int ExtentPages = 8;
    public const int ExtentSize = Size * ExtentPages;

    public const int VersionAt = 0x00;
    public const int TypeAt = 0x01;
    public const int FlagBitsAt = 0x04;
    public const int PageIdAt = 0x20;
    public const int FileIdAt = 0x24;
    public const int ProtectionAt = 0x3C;

    public const int HasTornBits = 0x100;
    public const int HasChecksum = 0x200;

    public const byte AllocationMap = 8;
    public const byte FreeSpaceMap = 11;
    public const byte FileHeader = 15;
    public const byte DifferentialMap = 16;

    /// <summary>Padding between the pages of the database; it belongs nowhere.</summary>
    public const byte Filler = 101;

    /// <summary>Where the bitmap of an allocation or differential map begins: one bit an extent, 1 = allocated or changed.</summary>
    public const int BitmapAt = 194;

    /// <summary>Extents that one map page covers, and its pages.</summary>
    public const int ExtentsPerMap = 63904;
    public const int PagesPerMap = ExtentsPerMap * ExtentPages;

    /// <summary>Where the bytes of a free space map begin (one byte a page), and how many pages it covers.</summary>
    public const int FreeSpaceAt = 100;
    public const int PagesPerFreeSpaceMap = 8088;

    /// <summary>In a free space map: the page is allocated.</summary>
    public const byte Allocated = 0x40;

    public static byte Type(ReadOnlySpan<byte> page) => page[TypeAt];

    public static int FlagBits(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt16LittleEndian(page[FlagBitsAt..]);

    public static uint PageId(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[PageIdAt..]);

    public static int FileId(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt16LittleEndian(page[FileIdAt..]);
}
