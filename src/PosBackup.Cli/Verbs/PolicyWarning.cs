using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Verbs;

/// <summary>Who may write the file of retention decides what is removed.</summary>
internal sealed record PolicyWarning(string Message, string Hint)
{
    /// <summary>What to say of a file; null when there is nothing.</summary>
    public static PolicyWarning? Of(RetentionFileStore store) =>
        store.Openness() is { } open ? new PolicyWarning($"everybody on this machine may write {open}, and so have backups removed", $"chmod o-w {open}") : null;
}
