using PosBackup.Engine.Backups;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// Whether a statement succeeded. SMO returns normally when 3014 came with an error beside it, and when nothing came at all; so it is not
/// asked.
/// <code>
/// word seen   class 11+   3042 seen   exception   verdict
/// yes         no          no          no          completed
/// yes         no          yes         any         failed: the backup holds a damaged database
/// any         yes         any         any         failed, by the first real error
/// no          no          any         no          failed: no word of success
/// any         no          any         yes         failed, by the exception
/// </code>
/// </summary>
internal static class StatementVerdict
{
    /// <summary>The word of success of BACKUP and RESTORE.</summary>
    public const int SuccessfullyProcessed = 3014;

    private const int DamagedDatabase = 3042;

    /// <summary>The error; null when the statement succeeded.</summary>
    /// <param name="messages">All of them, in their order.</param>
    /// <param name="thrown">The exception beside them.</param>
    /// <param name="what">What was being done to what, as a noun.</param>
    /// <param name="purpose">What it was for.</param>
    /// <param name="wordOfSuccess">The message that must have come; null for none.</param>
    public static PosBackupException? Error(
        IReadOnlyList<ServerMessage> messages,
        Exception? thrown,
        string what,
        StatementPurpose purpose = StatementPurpose.Backup,
        int? wordOfSuccess = SuccessfullyProcessed)
    {
        if (messages.Any(message => message.Severity >= 11))
            return StatementErrors.Explain(messages, what, thrown, purpose);

        if (messages.FirstOrDefault(message => message.Number == DamagedDatabase) is { } damaged)
        {
            return new PosBackupException(
                ErrorCode.DatabaseDamaged,
                $"{what} holds a damaged database: {damaged.Text} ({damaged.Number})",
                "Run DBCC CHECKDB; keep every older backup.",
                thrown);
        }

        if (thrown is not null)
            return new PosBackupException(purpose.Failure(), $"{what} failed: {Innermost(thrown).Message}", null, thrown);

        return wordOfSuccess is { } word && messages.All(message => message.Number != word) ? purpose.Wordless(what, word) : null;
    }

    private static Exception Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;

        return error;
    }
}
