using System.Security.Cryptography;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// Room that is kept beside the catalog for the day on which its disk is full: SQLite cannot even read then, nothing can be written down, and what cannot be written down is not removed.
/// <code>
/// there is room, and no reserve    a run makes it at its end
/// the disk is full                 who makes room lets it go first, has that much, and takes it back at the end where it can
/// </code>
/// </summary>
/// <param name="catalog">The file of the catalog.</param>
/// <param name="free">Free bytes of a folder; null when nobody tells.</param>
internal sealed class CatalogReserve(string catalog, Func<string, long?> free)
{
    /// <summary>What reading the catalog, a log line and the first removal take, several times over.</summary>
    public const int Size = 1 << 20;

    /// <summary>The reserve is not to be what fills the disk.</summary>
    private const long Room = 16L * Size;

    public CatalogReserve(string catalog)
        : this(catalog, DiskSpace.Free)
    {
    }

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(catalog) + "-reserve";

    /// <summary>Whether so little is free that the catalog may not be usable.</summary>
    public bool IsDiskFull => Free < Size;

    private long? Free => free(System.IO.Path.GetDirectoryName(Path)!);

    private bool IsWhole => FileStamp.Of(Path)?.Length == Size;

    /// <summary>Makes it where there is none and the disk has room.</summary>
    public void Keep()
    {
        if (!IsWhole && Free >= Room)
            Make();
    }

    /// <summary>Lets it go where the disk is full, until the lease is disposed of; then it is taken back, if the room is still there.</summary>
    public IDisposable Lend()
    {
        if (!IsWhole || !IsDiskFull)
            return new Lease(reserve: null);

        Clear();
        return new Lease(this);
    }

    /// <summary>Of bytes that no file system stores in less. It is a precaution: who cannot have it works without.</summary>
    private void Make()
    {
        byte[] content = new byte[Size];
        RandomNumberGenerator.Fill(content);
        try
        {
            File.WriteAllBytes(Path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Clear();
        }
    }

    private void Clear()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is another account's, or somebody reads it: then there is no room, and whoever needed it says so.
        }
    }

    private sealed class Lease(CatalogReserve? reserve) : IDisposable
    {
        public void Dispose() => reserve?.Make();
    }
}
