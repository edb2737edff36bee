using System.Buffers.Binary;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// What the first bytes of a file say about whose it is, without opening it as a database.
/// <code>
///  0  "SQLite format 3" NUL
/// 68  application id, big-endian; 0 while what was written is still in the write-ahead log
/// </code>
/// </summary>
/// <param name="IsEmpty">Whether the file has no byte: a database may be made in it.</param>
/// <param name="IsSqlite">Whether it begins as a database of SQLite does.</param>
/// <param name="ApplicationId">Which program's; 0 is any.</param>
internal readonly record struct CatalogDatabaseHeader(bool IsEmpty, bool IsSqlite, int ApplicationId)
{
    private const int ApplicationIdAt = 68;
    private const int Size = ApplicationIdAt + sizeof(int);

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Reads a file that exists.</summary>
    public static CatalogDatabaseHeader Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[Size];
        int length = file.ReadAtLeast(bytes, Size, throwOnEndOfStream: false);
        return new CatalogDatabaseHeader(length == 0, bytes.AsSpan().StartsWith(Magic), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(ApplicationIdAt)));
    }

    /// <summary>Whether a database that cannot be used was a catalog: by its id, or where it has none by the name that catalogs have when nobody chose another.</summary>
    public bool IsCatalog(string path) =>
        IsSqlite && (ApplicationId == CatalogSchema.ApplicationId || (ApplicationId == 0 && Path.GetFileName(path).Equals("catalog.db", StringComparison.OrdinalIgnoreCase)));
}
