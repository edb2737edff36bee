namespace PosBackup.SqlStandIn.Storage;

/// <summary>state of sys.databases, with SQL Server's numbers.</summary>
public enum DatabaseState
{
    Online = 0,
    Restoring = 1,
    Recovering = 2,
    RecoveryPending = 3,
    Suspect = 4,
    Emergency = 5,
    Offline = 6,
}

/// <summary>user_access of sys.databases, with SQL Server's numbers.</summary>
public enum UserAccess
{
    MultiUser = 0,
    SingleUser = 1,
    RestrictedUser = 2,
}
