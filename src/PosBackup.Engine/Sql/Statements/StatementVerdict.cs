using PosBackup.Engine.Backups;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// Whether a BACKUP succeeded. SMO returns normally when 3014 came with an error beside it, and when nothing came at all; so it is not asked.
/// <code>
/// 3014 seen   class 11+   3042 seen   exception   verdict
/// yes         no          no          no          completed
/// yes         no          yes         any         failed: the backup holds a damaged database
/// any         yes         any         any         failed, by the first real error
/// no          no          any         no          failed: no word of success
/// any         no          any         yes         failed, by the exception
/// </code>
/// </summary>
internal static class StatementVerdict
{
    private const int SuccessfullyProcessed = 3014;
    private const int DamagedDatabase = 3042;

    /// <summary>The error; null when the statement succeeded.</summary>
    public static PosBackupException? Error(IReadOnlyList<ServerMessage> messages, Exception? thrown, string what)
    {
        if (messages.Any(message => message.Severity >= 11))
            return StatementErrors.Explain(messages, what, thrown);

        if (messages.FirstOrDefault(message => message.Number == DamagedDatabase) is { } damaged)
        {
            return new PosBackupException(
                ErrorCode.DatabaseDamaged,
                $"{what} holds a damaged database: {damaged.Text} ({damaged.Number})",
                "Run DBCC CHECKDB; keep every older backup.",
                thrown);
        }

        if (thrown is not null)
            return new PosBackupException(ErrorCode.BackupFailed, $"{what} failed: {Innermost(thrown).Message}", null, thrown);

        return messages.Any(message => message.Number == SuccessfullyProcessed)
            ? null
            : new PosBackupException(ErrorCode.BackupFailed, $"{what} ended without the instance's word of success (message 3014)", "Look into the instance's error log, and take the backup again.");
    }

    private static Exception Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;

        return error;
    }
}
