using Microsoft.Data.Sqlite;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// The layout of the catalog. <c>user_version</c> counts the steps already taken. A media row keeps its manifest as one document, a run
/// and a drill their record; the columns beside it are only what is searched by.
/// </summary>
internal static class CatalogSchema
{
    /// <summary>"PosB": tells our files from other SQLite databases.</summary>
    public const int ApplicationId = 0x506F7342;

    /// <summary>Appended to, never changed: each step leads from the version of its index to the next.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE media (
            path_key TEXT PRIMARY KEY NOT NULL,
            path TEXT NOT NULL,
            media_set_id TEXT NOT NULL,
            manifest TEXT NOT NULL,
            revision INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE backup_set (
            path_key TEXT NOT NULL REFERENCES media ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            set_guid TEXT NOT NULL,
            family_guid TEXT NOT NULL,
            instance TEXT NOT NULL,
            database TEXT NOT NULL,
            kind TEXT NOT NULL,
            finished_at TEXT NOT NULL,
            PRIMARY KEY (path_key, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX backup_set_by_time ON backup_set (finished_at);
        CREATE INDEX backup_set_by_family ON backup_set (family_guid);
        CREATE INDEX media_by_set ON media (media_set_id);
        CREATE INDEX backup_set_by_guid ON backup_set (set_guid);
        CREATE TABLE run (
            run_id TEXT NOT NULL,
            instance TEXT NOT NULL,
            database TEXT NOT NULL,
            started_at TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (run_id, database)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX run_by_time ON run (started_at);
        CREATE TABLE revision (last INTEGER NOT NULL) STRICT;
        INSERT INTO revision VALUES (0);
        """,
        """
        CREATE TABLE drill (
            drill_id TEXT PRIMARY KEY NOT NULL,
            family_guid TEXT,
            instance TEXT NOT NULL,
            database TEXT NOT NULL,
            started_at TEXT NOT NULL,
            outcome TEXT NOT NULL,
            moment TEXT,
            document TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX drill_by_time ON drill (started_at);
        CREATE INDEX drill_by_family ON drill (family_guid, moment);
        """,
        """
        CREATE TABLE copy (
            target TEXT NOT NULL COLLATE NOCASE,
            medium TEXT NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            media_set_id TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (target, medium, path)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX copy_by_content ON copy (sha256);
        CREATE TABLE target_seen (
            target TEXT NOT NULL COLLATE NOCASE,
            medium TEXT NOT NULL,
            medium_name TEXT,
            seen_at TEXT NOT NULL,
            bytes_per_second REAL,
            PRIMARY KEY (target, medium)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE audit_head (
            only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
            sequence INTEGER NOT NULL,
            hash TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE known_holds (
            only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
            revision INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            holds INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE read_back (
            path_key TEXT PRIMARY KEY NOT NULL,
            document TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>Brings a database to the newest layout; several processes may do so at once.</summary>
    /// <exception cref="PosBackupException">The file is another program's, or of a newer version.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        if (Pragma(connection, "user_version") == Steps.Length && Pragma(connection, "application_id") == ApplicationId)
            return;

        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        long version = Pragma(connection, "user_version");
        long tables = (long)connection.Scalar("SELECT count(*) FROM sqlite_schema")!;
        if (Pragma(connection, "application_id") != ApplicationId && (version != 0 || tables != 0))
        {
            throw new PosBackupException(
                ErrorCode.CatalogUnavailable, $"{path} is a SQLite database of another program", "name another file for the catalog");
        }

        if (version > Steps.Length)
        {
            throw new PosBackupException(
                ErrorCode.CatalogUnavailable,
                $"the catalog {path} has layout {version}; this version of PosBackup knows layouts up to {Steps.Length}",
                "use the version of PosBackup that wrote it, or name another file for the catalog");
        }

        for (int step = (int)version; step < Steps.Length; step++)
            connection.Execute(Steps[step]);

        connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Steps.Length}");
        transaction.Commit();
    }

    private static long Pragma(SqliteConnection connection, string name) => (long)connection.Scalar($"PRAGMA {name}")!;
}
