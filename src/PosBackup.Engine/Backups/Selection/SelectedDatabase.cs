using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Selection;

/// <summary>One requested database: either to be backed up, or refused with a reason.</summary>
/// <param name="Name">Its name; the pattern itself when it matched none.</param>
/// <param name="Database">What the instance says about it; null when there is none.</param>
/// <param name="Refusal">Why it is not backed up; null when it is.</param>
internal sealed record SelectedDatabase(string Name, DatabaseFacts? Database, Refusal? Refusal = null);

/// <summary>Why a database is not backed up.</summary>
internal sealed record Refusal(RunOutcome Outcome, ErrorCode Code, string Message, string? Hint = null)
{
    /// <summary>The same as the result of a database.</summary>
    public BackupResult ToResult(string database, BackupOptions options, DateTimeOffset startedAt, DateTimeOffset finishedAt) => new()
    {
        Database = database,
        Outcome = Outcome,
        Code = Code,
        Message = Message,
        Hint = Hint,
        RequestedKind = options.Kind,
        Mode = options.Mode,
        StartedAt = startedAt,
        FinishedAt = finishedAt,
    };

    /// <summary>The same as the plan of a database.</summary>
    public PlannedBackup ToPlan(string database, BackupOptions options) => new()
    {
        Database = database,
        Outcome = Outcome,
        Code = Code,
        Message = Message,
        Hint = Hint,
        RequestedKind = options.Kind,
        Mode = options.Mode,
        Encrypted = options.Encryption is not null,
    };
}
