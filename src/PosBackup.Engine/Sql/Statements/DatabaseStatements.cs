using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>What goes before and behind a RESTORE: statements about a whole database, sent from master.</summary>
internal static class DatabaseStatements
{
    /// <summary>Brings a database that waits for more online as it stands.</summary>
    public static LongStatement Recover(string database) => LongStatement.Own(
        $"recovery of {database}", StatementPurpose.Restore, $"RESTORE DATABASE {SqlQuote.Name(database)} WITH RECOVERY;", StatementVerdict.SuccessfullyProcessed);

    /// <summary>
    /// Ends every session in the database and lets one in. That one is the next that comes, of anybody: what needs the database for itself
    /// follows at once, and may still be refused (DatabaseInUse).
    /// </summary>
    public static LongStatement SetSingleUser(string database) => LongStatement.Own(
        $"taking {database} into single-user mode", StatementPurpose.Restore, $"ALTER DATABASE {SqlQuote.Name(database)} SET SINGLE_USER WITH ROLLBACK IMMEDIATE;");

    /// <summary>Lets everybody in again.</summary>
    public static LongStatement SetMultiUser(string database) => LongStatement.Own(
        $"opening {database} to all users", StatementPurpose.Restore, $"ALTER DATABASE {SqlQuote.Name(database)} SET MULTI_USER;");

    /// <summary>Lets in only those who own or administer it.</summary>
    public static LongStatement SetRestrictedUser(string database) => LongStatement.Own(
        $"opening {database} to its owners", StatementPurpose.Restore, $"ALTER DATABASE {SqlQuote.Name(database)} SET RESTRICTED_USER;");

    /// <summary>Drops a database and its files, whatever its state.</summary>
    public static LongStatement Drop(string database) => LongStatement.Own(
        $"dropping {database}", StatementPurpose.Restore, $"DROP DATABASE {SqlQuote.Name(database)};");
}
