using Microsoft.Data.SqlClient;
using PosBackup.Engine.Backups;

namespace PosBackup.Engine.Sql.Errors;

/// <summary>What the messages of a failed statement mean, in words that a person can act on.</summary>
internal static class StatementErrors
{
    /// <summary>Frames around the real error: terminating abnormally, aborted, the log's own copy, statement terminated.</summary>
    private static readonly int[] Frames = [3013, 3204, 3041, 3621, 3119, 3009];

    /// <summary>Explains an exception of SqlClient.</summary>
    public static PosBackupException Explain(SqlException error, string what, StatementPurpose purpose = StatementPurpose.Backup) =>
        Explain([.. error.Errors.Cast<SqlError>().Select(ToMessage)], what, error, purpose);

    /// <summary>Explains the messages of a statement.</summary>
    /// <param name="messages">All of them, in their order.</param>
    /// <param name="what">What was being done to what, as a noun: <c>backup of Shop</c>.</param>
    /// <param name="cause">The exception beside them, if one came.</param>
    /// <param name="purpose">What the statement was for.</param>
    public static PosBackupException Explain(
        IReadOnlyList<ServerMessage> messages, string what, Exception? cause = null, StatementPurpose purpose = StatementPurpose.Backup)
    {
        ServerMessage? main = Main(messages);
        if (main is null)
            return new PosBackupException(ErrorCode.Unknown, $"{what} failed: {cause?.Message ?? "the instance gave no reason"}", null, cause);

        (ErrorCode code, string? hint) = purpose switch
        {
            StatementPurpose.Restore => RestoreMeanings.Of(main),
            StatementPurpose.Check => CheckMeanings.Of(main),
            _ => BackupMeanings.Of(main),
        };
        return new PosBackupException(code, $"{what} failed: {main.Text} ({main.Number})", hint, cause);
    }

    /// <summary>The message that says why: the first error that is no frame around others.</summary>
    public static ServerMessage? Main(IReadOnlyList<ServerMessage> messages) =>
        messages.FirstOrDefault(message => message.Severity >= 11 && Array.IndexOf(Frames, message.Number) < 0)
        ?? messages.FirstOrDefault(message => message.Severity >= 11);

    public static ServerMessage ToMessage(SqlError error) => new(error.Number, error.Class, error.State, error.Message);
}
