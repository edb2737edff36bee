using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;
using SQLitePCL;

namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>SQLite's errors in SQL Server's words. Constraints are told by the statements, which know their tables.</summary>
internal static class SqliteErrors
{
    public static SqlErrorException? Translate(SqliteException error, SessionContext session, CancellationToken attention)
    {
        if (session.Connection.FunctionError is { } raised)
            return raised;
        if (error.SqliteErrorCode == raw.SQLITE_INTERRUPT && attention.IsCancellationRequested)
            return null;

        string database = session.State.Database;
        return error.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY when error.SqliteExtendedErrorCode == raw.SQLITE_BUSY_SNAPSHOT => SqlErrors.SnapshotConflict("", database),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new SqlErrorException(new SqlMessage(1222, 16, 51, "Lock request time out period exceeded.")),
            raw.SQLITE_READONLY => SqlErrors.ReadOnlyDatabase(database),
            raw.SQLITE_FULL => new SqlErrorException(new SqlMessage(1105, 17, 2,
                $"Could not allocate space for object in database '{database}' because the 'PRIMARY' filegroup is full. Create disk space by deleting unneeded files, dropping objects in the filegroup, adding additional files to the filegroup, or setting autogrowth on for existing files in the filegroup.")),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new SqlErrorException(new SqlMessage(824, 24, 2,
                $"SQL Server detected a logical consistency-based I/O error: incorrect checksum. It occurred during a read in database '{database}'.")),
            _ => new SqlErrorException(new SqlMessage(SqlErrors.StandInGap, 16, 1,
                $"The SQL Server stand-in could not run this statement as a real SQL Server would ({error.Message})")),
        };
    }
}
