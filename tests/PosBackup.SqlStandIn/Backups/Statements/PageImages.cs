using System.Buffers.Binary;
using System.Text;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>
/// The pages of a snapshot in SQL Server's form: 96-byte header, and in the body either a page of the SQLite store or what the
/// allocation, differential and boot pages hold. What is inside the body of file header and boot page is the stand-in's own.
/// </summary>
internal sealed class PageImages : IDisposable
{
    /// <summary>Where the boot page's body begins with <see cref="BootMagic"/>.</summary>
    public const int BootMagicAt = PageGeometry.BodyAt;

    /// <summary>Where the boot page tells the number of store pages.</summary>
    public const int StorePagesAt = BootMagicAt + 8;

    private const int VersionAt = StorePagesAt + 4;
    private const int NameAt = VersionAt + 2;
    private const byte DataPage = 1;
    private const byte SharedAllocationMap = 9;
    private const byte BulkChangedMap = 17;
    private const byte BootPageType = 13;
    private const int LsnAt = 0x28;

    private readonly BackupSnapshot _snapshot;
    private readonly ServerIdentity _server;
    private readonly Stream _store;

    public PageImages(BackupSnapshot snapshot, ServerIdentity server)
    {
        _snapshot = snapshot;
        _server = server;
        _store = snapshot.OpenStore();
    }

    public static ReadOnlySpan<byte> BootMagic => "STANDIN1"u8;

    /// <summary>Makes the eight pages of an extent.</summary>
    public void Read(uint firstPage, Span<byte> destination)
    {
        for (uint i = 0; i < Page.ExtentPages; i++)
            ReadPage(firstPage + i, destination.Slice((int)i * Page.Size, Page.Size));
    }

    public void Dispose() => _store.Dispose();

    private void ReadPage(uint id, Span<byte> page)
    {
        page.Clear();
        byte type = DataPage;
        if (id % Page.PagesPerFreeSpaceMap == 0 && id > 0)
            type = FreeSpaceMap(id, page);
        else if (id < PageGeometry.FirstStorePage)
            type = SystemPage(id, page);
        else if (PageGeometry.StorePageOf(id) is { } storePage && storePage <= _snapshot.Facts.StorePages)
            ReadStorePage(storePage, page[PageGeometry.BodyAt..]);
        Protect(id, type, page);
    }

    private byte SystemPage(uint id, Span<byte> page)
    {
        switch (id)
        {
            case PageGeometry.FileHeaderPage:
                Encoding.Unicode.GetBytes(_snapshot.Facts.DataName, page[PageGeometry.BodyAt..]);
                return Page.FileHeader;
            case PageGeometry.FreeSpacePage:
                return FreeSpaceMap(id, page);
            case PageGeometry.AllocationPage:
                WriteBits(page, extent => extent >= PageGeometry.ExtentsOf(_snapshot.Facts.StorePages));
                return Page.AllocationMap;
            case PageGeometry.SharedAllocationPage:
                return SharedAllocationMap;
            case PageGeometry.DifferentialPage:
                WriteBits(page, extent => extent < PageGeometry.ExtentsOf(_snapshot.Facts.StorePages) && _snapshot.IsChanged((uint)extent));
                return Page.DifferentialMap;
            case PageGeometry.BulkChangedPage:
                return BulkChangedMap;
            case PageGeometry.BootPage:
                WriteBoot(page);
                return BootPageType;
            default:
                return DataPage;
        }
    }

    private void WriteBoot(Span<byte> page)
    {
        BootMagic.CopyTo(page[BootMagicAt..]);
        BinaryPrimitives.WriteInt32LittleEndian(page[StorePagesAt..], _snapshot.Facts.StorePages);
        BinaryPrimitives.WriteUInt16LittleEndian(page[VersionAt..], (ushort)_server.Release.DatabaseVersion);
        Encoding.Unicode.GetBytes(_snapshot.Facts.Name, page[NameAt..]);
    }

    private byte FreeSpaceMap(uint id, Span<byte> page)
    {
        uint first = id - (id % Page.PagesPerFreeSpaceMap);
        for (uint i = 0; i < Page.PagesPerFreeSpaceMap && Page.FreeSpaceAt + i < Page.Size - 4; i++)
        {
            if (IsAllocated(first + i))
                page[(int)(Page.FreeSpaceAt + i)] = Page.Allocated;
        }

        return Page.FreeSpaceMap;
    }

    private bool IsAllocated(uint id)
    {
        if (PageGeometry.StorePageOf(id) is { } storePage)
            return storePage <= _snapshot.Facts.StorePages;
        return id is <= PageGeometry.SharedAllocationPage or PageGeometry.DifferentialPage or PageGeometry.BulkChangedPage or PageGeometry.BootPage
            || id % Page.PagesPerFreeSpaceMap == 0;
    }

    private static void WriteBits(Span<byte> page, Func<int, bool> isSet)
    {
        for (int extent = 0; extent < Page.ExtentsPerMap && Page.BitmapAt + (extent / 8) < Page.Size; extent++)
        {
            if (isSet(extent))
                page[Page.BitmapAt + (extent / 8)] |= (byte)(1 << (extent % 8));
        }
    }

    private void ReadStorePage(int storePage, Span<byte> body)
    {
        _store.Position = (long)(storePage - 1) * PageGeometry.StorePageSize;
        _store.ReadExactly(body[..PageGeometry.StorePageSize]);
    }

    private void Protect(uint id, byte type, Span<byte> page)
    {
        bool checksum = _snapshot.Facts.PageVerify == PageVerify.Checksum;
        page[Page.VersionAt] = 1;
        page[Page.TypeAt] = type;
        BinaryPrimitives.WriteUInt16LittleEndian(page[Page.FlagBitsAt..], (ushort)(checksum ? Page.HasChecksum : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(page[Page.PageIdAt..], id);
        BinaryPrimitives.WriteUInt16LittleEndian(page[Page.FileIdAt..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(page[LsnAt..], _snapshot.CheckpointLsn.Vlf);
        BinaryPrimitives.WriteUInt32LittleEndian(page[(LsnAt + 4)..], _snapshot.CheckpointLsn.Block);
        BinaryPrimitives.WriteUInt16LittleEndian(page[(LsnAt + 8)..], _snapshot.CheckpointLsn.Slot);
        if (checksum)
            BinaryPrimitives.WriteUInt32LittleEndian(page[Page.ProtectionAt..], PageChecksum.Compute(page));
    }
}
