namespace PosBackup.SqlStandIn.Storage.Sessions;

/// <summary>The sessions that are logged in.</summary>
public sealed class SessionTable
{
    private const int FirstUserSpid = 51;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, SessionState> _sessions = [];

    /// <summary>All, by session id.</summary>
    public IReadOnlyList<SessionState> All
    {
        get
        {
            lock (_lock)
                return [.. _sessions.Values];
        }
    }

    /// <summary>Sessions whose current database is the one named.</summary>
    public IEnumerable<SessionState> Using(string database) =>
        All.Where(session => string.Equals(session.Database, database, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a session under the lowest free id.</summary>
    public SessionState Open(string login, string host, string program, string database, string language, DateTimeOffset at)
    {
        lock (_lock)
        {
            int spid = FirstUserSpid;
            while (_sessions.ContainsKey(spid))
                spid++;
            var session = new SessionState(spid, login)
            {
                HostName = host,
                ProgramName = program,
                Database = database,
                Language = language,
                LoginTime = at,
            };
            _sessions.Add(spid, session);
            return session;
        }
    }

    public void Close(SessionState session)
    {
        ArgumentNullException.ThrowIfNull(session);
        lock (_lock)
            _sessions.Remove(session.Spid);
        session.Dispose();
    }

    /// <summary>KILL; false when there is no such session.</summary>
    public bool Kill(int spid)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(spid, out SessionState? session))
                return false;
            session.Kill();
            return true;
        }
    }
}
