using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>SINGLE_USER and RESTRICTED_USER, and making room by throwing others out.</summary>
internal static class DatabaseAccess
{
    /// <exception cref="SqlErrorException">924 (another session has it), 18461-like refusals.</exception>
    public static void RequireUserAccess(Database database, SessionContext session)
    {
        bool occupied = session.Instance.Sessions.Using(database.Name).Any(other => other.Spid != session.State.Spid);
        if (database.Facts.UserAccess == UserAccess.SingleUser && occupied)
            throw new SqlErrorException(new SqlMessage(924, 14, 1, $"Database '{database.Name}' is already open and can only have one user at a time."));
        if (database.Facts.UserAccess == UserAccess.RestrictedUser && !session.Permissions.IsOwner(database) && !session.Permissions.CanCreateAnyDatabase)
            throw new SqlErrorException(new SqlMessage(927, 14, 2, $"Database '{database.Name}' cannot be opened because it is in restricted user mode."));
    }

    /// <summary>Ends every other session in the database, as WITH ROLLBACK IMMEDIATE does, and waits until they are gone.</summary>
    public static void ThrowOthersOut(Database database, SessionContext session, CancellationToken attention)
    {
        foreach (SessionState other in Others(database, session))
            session.Instance.Sessions.Kill(other.Spid);
        WaitUntilAlone(database, session, Timeout.InfiniteTimeSpan, attention);
    }

    /// <summary>Waits until no other session is in the database; false when some are there still.</summary>
    public static bool WaitUntilAlone(Database database, SessionContext session, TimeSpan patience, CancellationToken attention)
    {
        TimeProvider clock = session.Instance.Clock;
        long start = clock.GetTimestamp();
        while (Others(database, session).Any())
        {
            if (patience != Timeout.InfiniteTimeSpan && clock.GetElapsedTime(start) >= patience)
                return false;
            if (attention.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(2)))
                attention.ThrowIfCancellationRequested();
        }

        return true;
    }

    /// <summary>Sessions in the database, this one apart.</summary>
    public static IEnumerable<SessionState> Others(Database database, SessionContext session) =>
        session.Instance.Sessions.Using(database.Name).Where(other => other.Spid != session.State.Spid);
}
