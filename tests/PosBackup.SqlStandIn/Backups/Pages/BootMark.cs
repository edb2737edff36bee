using System.Buffers.Binary;

namespace PosBackup.SqlStandIn.Backups.Pages;

/// <summary>
/// What the stand-in writes into the boot page beside SQL Server's fields: that the pages are those of its own store, and how many they
/// are. RESTORE takes no others.
/// </summary>
internal static class BootMark
{
    private const int MagicAt = 0x400;
    private const int StorePagesAt = MagicAt + 8;

    private static ReadOnlySpan<byte> Magic => "STANDIN1"u8;

    public static void Write(Span<byte> page, int storePages)
    {
        Magic.CopyTo(page[MagicAt..]);
        BinaryPrimitives.WriteInt32LittleEndian(page[StorePagesAt..], storePages);
    }

    /// <summary>Whether the boot page is of a stand-in.</summary>
    public static bool IsOn(ReadOnlySpan<byte> page) => page[MagicAt..].StartsWith(Magic);

    /// <summary>Pages of the store, as a marked boot page tells them.</summary>
    public static int StorePages(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadInt32LittleEndian(page[StorePagesAt..]);
}
