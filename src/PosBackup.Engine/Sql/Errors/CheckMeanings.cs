using PosBackup.Engine.Backups;

namespace PosBackup.Engine.Sql.Errors;

/// <summary>What messages mean to one who looks into a restored database, by DBCC CHECKDB or a query of his own.</summary>
internal static class CheckMeanings
{
    public static (ErrorCode Code, string? Hint) Of(ServerMessage message) => message.Number switch
    {
        229 or 230 or 297 or 300 or 916 or 7983 => (ErrorCode.InstanceAccessDenied, "The check needs a login that owns the database, or sysadmin."),
        911 or 2520 => (ErrorCode.DatabaseNotFound, "Check the name; the database may have been dropped or renamed just now."),
        922 or 924 or 926 or 927 or 942 or 945 or 946 => (ErrorCode.DatabaseUnavailable, "The database must be online, or readable in standby."),
        1222 => (ErrorCode.DatabaseInUse, "Another session holds a lock on what the query reads; ask again when it is done."),
        -2 => (ErrorCode.Stalled, "The query took too long; ask for less, or allow it more time."),
        605 or 823 or 824 or 825 or 5242 or 5243 => (ErrorCode.DatabaseDamaged, "The database has damaged pages. Keep every older backup, and restore an older one."),
        1823 or 5123 or 5128 or 7928 => (ErrorCode.NoSpace, "DBCC CHECKDB needs room beside the database's files for a snapshot of it."),
        102 or 156 or 170 or 207 or 208 => (ErrorCode.InvalidOption, "Correct the query; it runs in the restored database, names and schema are those of the backup."),
        596 or 6005 or 17142 => (ErrorCode.InstanceUnavailable, "The session was killed or the instance is shutting down; check again."),
        0 or 64 or 121 or 233 or 10053 or 10054 or 10060 when message.Severity >= 20 || message.Number != 0 =>
            (ErrorCode.InstanceUnavailable, "The connection broke; check the instance and the network, then check again."),
        _ => (StatementPurpose.Check.Failure(), null),
    };
}
