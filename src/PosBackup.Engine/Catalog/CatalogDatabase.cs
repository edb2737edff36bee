using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// The SQLite file under the catalog. A connection lives for one operation, so that nothing stays open between two: several processes
/// use the file at once, and a damaged one can be set aside.
/// </summary>
internal sealed class CatalogDatabase(string path)
{
    private const int BusySeconds = 30;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>A folder of that name exists too, so that using it says what is wrong.</summary>
    public bool Exists => System.IO.Path.Exists(Path);

    /// <summary>Does something within one connection and tells SQLite's errors in ours.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.CatalogUnavailable"/>.</exception>
    public T Use<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            using SqliteConnection connection = Open();
            CatalogSchema.Migrate(connection, Path);
            return work(connection);
        }
        catch (SqliteException e)
        {
            throw Unavailable(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.CatalogUnavailable, $"cannot make the folder of the catalog {Path}: {e.Message}", Elsewhere, e);
        }
    }

    /// <summary>Whether the file exists and cannot be used because of what is in it.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.CatalogUnavailable"/>: it was never a catalog, and is nothing to set aside.</exception>
    public bool IsDamaged()
    {
        if (!File.Exists(Path))
            return false;

        CatalogDatabaseHeader header = ReadHeader();
        if (header is { IsEmpty: false, IsSqlite: false })
            throw NoCatalog(cause: null);

        try
        {
            return Use(connection => connection.Scalar("PRAGMA integrity_check(1)") is not "ok");
        }
        catch (PosBackupException e) when (e.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB })
        {
            return header.IsCatalog(Path) ? true : throw NoCatalog(e);
        }
    }

    /// <summary>Renames the file and SQLite's files beside it; gives the new path.</summary>
    public string SetAside(DateTimeOffset now)
    {
        string aside = $"{Path}.damaged-{now.UtcDateTime:yyyyMMdd_HHmmss}";
        foreach (string suffix in (string[])["-wal", "-shm", ""])
        {
            if (File.Exists(Path + suffix))
                File.Move(Path + suffix, aside + suffix, overwrite: true);
        }

        return aside;
    }

    private static string Elsewhere => "name another file for the catalog, or run under an account that may write there";

    private CatalogDatabaseHeader ReadHeader()
    {
        try
        {
            return CatalogDatabaseHeader.Read(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.CatalogUnavailable, $"cannot read the catalog {Path}: {e.Message}", Elsewhere, e);
        }
    }

    private PosBackupException NoCatalog(Exception? cause) => new(
        ErrorCode.CatalogUnavailable,
        $"{Path} does not begin as a catalog of PosBackup: it is left as it is",
        "name another file for the catalog; if this one was the catalog and is damaged, rename it and run the same command again",
        cause);

    private PosBackupException DiskFull(SqliteException e) => new(
        ErrorCode.CatalogUnavailable,
        $"the disk of the catalog {Path} is full",
        $"free {CatalogReserve.Size >> 20} MiB there: that is enough for 'posbackup expire' to remove what has expired and to write it down",
        e);

    private SqliteConnection Open()
    {
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = BusySeconds,
            ForeignKeys = true,
        };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private PosBackupException Unavailable(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT => new(
            ErrorCode.CatalogUnavailable,
            $"the catalog {Path} is damaged: {e.Message}",
            "run 'posbackup catalog rebuild <folder>...': the catalog is made anew from the backup files",
            e),
        raw.SQLITE_NOTADB => new(
            ErrorCode.CatalogUnavailable,
            $"{Path} is no catalog, or a damaged one: {e.Message}",
            "name another file for the catalog; if this one was the catalog, rename it and run 'posbackup catalog rebuild <folder>...': the catalog is made anew from the backup files",
            e),
        raw.SQLITE_BUSY => new(
            ErrorCode.CatalogUnavailable,
            $"the catalog {Path} was locked by another process for {BusySeconds} seconds",
            "try again when the other posbackup has finished",
            e),
        raw.SQLITE_FULL => DiskFull(e),
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN when new CatalogReserve(Path).IsDiskFull => DiskFull(e),
        _ => new(ErrorCode.CatalogUnavailable, $"cannot use the catalog {Path}: {e.Message}", Elsewhere, e),
    };
}
