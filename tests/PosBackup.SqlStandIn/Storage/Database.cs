using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Storage.Log;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>
/// One database: its rows in a SQLite file (the data file), its log in blocks of real form, and what it knows of itself. Facts are changed by
/// <see cref="Change"/> only, and are on disk when it returns.
/// </summary>
public sealed class Database : IDisposable
{
    /// <summary>16 MB.</summary>
    private const int FramesBeforeCheckpoint = 4096;

    private readonly Instance _instance;
    private readonly SemaphoreSlim _writer = new(1);
    private readonly SemaphoreSlim _backup = new(1);
    private SqliteConnection? _keeper;
    private TransactionLog? _log;
    private readonly PageSet _changed;

    internal Database(Instance instance, DatabaseFacts facts)
    {
        _instance = instance;
        Facts = facts;
        _changed = new PageSet(ChangedPath);
        Users = new DatabaseUsers(this);
    }

    public DatabaseFacts Facts { get; private set; }

    public string Name => Facts.Name;

    public int Id => Facts.Id;

    /// <summary>The SQLite file: attach it, after <see cref="RequireOnline"/>.</summary>
    public string StorePath => Facts.DataFile;

    public DatabaseState State => Facts.State;

    /// <summary>Who may enter, and their roles.</summary>
    public DatabaseUsers Users { get; }

    /// <summary>Whether this is master, tempdb, model or msdb.</summary>
    public bool IsSystem => Id <= 4;

    internal TransactionLog Log => _log ??= TransactionLog.Open(Facts.LogFile);

    /// <summary>Store pages changed since the differential base.</summary>
    internal PageSet ChangedPages => _changed;

    private string FactsPath => _instance.FactsPath(Id);

    private string ChangedPath => _instance.FactsPath(Id) + ".changed";

    /// <summary>Per-connection settings of SQLite; every connection that attaches a store needs them.</summary>
    public static void Configure(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 30000;";
        command.ExecuteNonQuery();
    }

    /// <summary>A connection of its own to the rows, ready for the stand-in's types. The caller disposes it.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = StorePath, Pooling = false }.ToString());
        connection.Open();
        Configure(connection);
        SqliteTypes.Prepare(connection);
        return connection;
    }

    /// <summary>Throws what a server says to whoever uses a database that is not open.</summary>
    /// <exception cref="SqlErrorException">942, 927, 926, 945.</exception>
    public void RequireOnline()
    {
        if (State == DatabaseState.Online || Facts.IsStandby)
            return;
        throw new SqlErrorException(State switch
        {
            DatabaseState.Offline => new SqlMessage(942, 14, 4, $"Database '{Name}' cannot be opened because it is offline."),
            DatabaseState.Restoring => new SqlMessage(927, 14, 2, $"Database '{Name}' cannot be opened. It is in the middle of a restore."),
            DatabaseState.Suspect => new SqlMessage(926, 14, 1, $"Database '{Name}' cannot be opened. It has been marked SUSPECT by recovery. See the SQL Server errorlog for more information."),
            DatabaseState.Emergency => new SqlMessage(927, 14, 3, $"Database '{Name}' cannot be opened. It is in emergency mode."),
            _ => new SqlMessage(945, 14, 2, $"Database '{Name}' cannot be opened due to inaccessible files or insufficient memory or disk space.  See the SQL Server errorlog for details."),
        });
    }

    /// <summary>Waits until no other session writes, and takes the right to.</summary>
    /// <param name="session">Who writes.</param>
    /// <param name="wait">LOCK_TIMEOUT; infinite waits for ever.</param>
    /// <param name="cancellationToken">Attention or KILL.</param>
    /// <exception cref="SqlErrorException">1222 after the wait; 3906 when the database is read-only.</exception>
    public WriteScope BeginWrite(SessionState session, TimeSpan wait, CancellationToken cancellationToken)
    {
        RequireWritable();
        if (!_writer.Wait(wait, cancellationToken))
            throw new SqlErrorException(new SqlMessage(1222, 16, 51, "Lock request time out period exceeded."));
        var scope = new WriteScope(this);
        try
        {
            RequireWritable();
            return scope;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    /// <summary>Changes facts; they are on disk when this returns.</summary>
    public void Change(Func<DatabaseFacts, DatabaseFacts> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_changed)
        {
            Facts = change(Facts);
            string temporary = FactsPath + ".tmp";
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(Facts, StorageJson.Options));
            File.Move(temporary, FactsPath, overwrite: true);
        }
    }

    public void Dispose()
    {
        Close();
        _writer.Dispose();
        _backup.Dispose();
    }

    /// <summary>Lets one backup or file operation in at a time; null when another is under way (3023).</summary>
    internal IDisposable? TryBeginBackup() => _backup.Wait(0) ? new Release(_backup) : null;

    /// <summary>Stops writers while the returned scope lives: a moment of rest for a checkpoint or a change of files.</summary>
    internal async Task<IDisposable> StopWritersAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        return new Release(_writer);
    }

    internal void EndWrite() => _writer.Release();

    /// <summary>Makes the files of a new, empty database.</summary>
    internal void CreateFiles()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Facts.DataFile)!);
        Directory.CreateDirectory(Path.GetDirectoryName(Facts.LogFile)!);
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = StorePath, Pooling = false }.ToString()))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"PRAGMA page_size = {PageGeometry.StorePageSize}; PRAGMA journal_mode = WAL; PRAGMA user_version = 1;";
            command.ExecuteNonQuery();
        }

        _log?.Dispose();
        _log = TransactionLog.Create(Facts.LogFile, new Lsn(LogGeometry.FirstVlf, LogGeometry.FirstBlock, 1));
        Change(facts => facts with { CreateLsn = _log.Next });
        Open();
        Harvest(mark: null);
        Checkpoint();
    }

    /// <summary>Opens the files of an online database: one connection stays, so that SQLite keeps its write-ahead log.</summary>
    internal void Open()
    {
        if (_keeper is not null || (State != DatabaseState.Online && !Facts.IsStandby))
            return;
        _keeper = Connect();
        using SqliteCommand command = _keeper.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master";
        command.ExecuteScalar();
        Harvest(mark: null);
        if (Facts.StorePages == 0)
            Change(facts => facts with { StorePages = StorePagesOnDisk() });
    }

    /// <summary>ALTER DATABASE … SET RECOVERY: leaving SIMPLE needs a new full or differential before the log can be backed up.</summary>
    public void SetRecoveryModel(RecoveryModel model) => Change(facts => facts with
    {
        RecoveryModel = model,
        LastLogBackupLsn = model == RecoveryModel.Simple ? null : facts.LastLogBackupLsn,
        LogChainBegins = facts.LogChainBegins || model == RecoveryModel.Simple,
    });

    /// <summary>Closes all files, so that they may be moved or replaced.</summary>
    internal void Close()
    {
        _keeper?.Dispose();
        _keeper = null;
        _log?.Dispose();
        _log = null;
    }

    /// <summary>Puts what SQLite committed since the last time into the log; answers the LSN of its commit, null when there was nothing. The caller is the writer.</summary>
    internal Lsn? Harvest(string? mark)
    {
        WalChanges changes = WalReader.ReadSince(StorePath, Facts.Wal);
        if (changes.StorePages is not { } pages)
            return null;
        if (pages > PageGeometry.MaxStorePages)
            throw new SqlErrorException(new SqlMessage(1105, 17, 2, $"The stand-in keeps at most {PageGeometry.MaxStorePages} pages a database; '{Name}' has {pages}."));

        Lsn commit = new LogWriter(Log).Write(changes, mark, _instance.Clock.GetUtcNow().UtcDateTime);
        lock (_changed)
        {
            foreach (int page in changes.Pages.Keys)
                _changed.Add(page);
            _changed.Save();
        }

        Change(facts => facts with { StorePages = pages, Wal = changes.Reached });
        if (changes.Reached.Frames > FramesBeforeCheckpoint)
            RestartWriteAheadLog();
        return commit;
    }

    /// <summary>A full backup is the new differential base: only what the log tells after its checkpoint has changed since.</summary>
    internal void BeginChanges(Lsn checkpoint)
    {
        lock (_changed)
        {
            _changed.Clear();
            foreach ((Lsn _, byte[] block) in Log.Read(checkpoint, Log.Next))
            {
                LogBlockReader.Visit(block, (Lsn lsn, in LogRecord record) =>
                {
                    if (record.Kind == LogRecordKind.PageImage && lsn > checkpoint)
                        _changed.Add((int)record.Page);
                    return true;
                });
            }

            _changed.Save();
        }
    }

    /// <summary>Writes a checkpoint record; answers its LSN. The caller has stopped writers.</summary>
    internal Lsn Checkpoint() => new LogWriter(Log).Checkpoint(_instance.Clock.GetUtcNow().UtcDateTime);

    /// <summary>Begins a new log at an LSN, for a database that a restore has made.</summary>
    internal void BeginLog(Lsn first)
    {
        _log?.Dispose();
        _log = TransactionLog.Create(Facts.LogFile, first);
    }

    /// <summary>Copies the rows as they are committed now into a file: the pages of a backup.</summary>
    internal void CopyStore(string path)
    {
        using SqliteConnection source = Connect();
        using var destination = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        destination.Open();
        source.BackupDatabase(destination);
    }

    /// <summary>Removes the files. The database is closed and forgotten.</summary>
    internal void DeleteFiles()
    {
        Close();
        foreach (string path in new[] { StorePath, StorePath + "-wal", StorePath + "-shm", Facts.LogFile, FactsPath, ChangedPath })
            File.Delete(path);
    }

    /// <summary>Lets SQLite begin its write-ahead log anew, if no reader is in the way; else at one of the next commits.</summary>
    private void RestartWriteAheadLog()
    {
        using SqliteCommand command = _keeper!.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(RESTART); PRAGMA busy_timeout = 30000;";
        command.ExecuteNonQuery();
    }

    private void RequireWritable()
    {
        RequireOnline();
        if (Facts.IsReadOnly || Facts.IsStandby)
            throw new SqlErrorException(new SqlMessage(3906, 16, 1, $"Failed to update database \"{Name}\" because the database is read-only."));
    }

    private int StorePagesOnDisk() => (int)(new FileInfo(StorePath).Length / PageGeometry.StorePageSize);

    private sealed class Release(SemaphoreSlim semaphore) : IDisposable
    {
        private SemaphoreSlim? _semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, value: null)?.Release();
    }
}
