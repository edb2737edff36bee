namespace PosBackup.Engine.Sql.Statements;

/// <summary>What becomes of the database behind a RESTORE.</summary>
internal sealed record RestoreEnding
{
    private RestoreEnding()
    {
    }

    /// <summary>It waits for the next set, and nobody can open it.</summary>
    public static RestoreEnding NoRecovery { get; } = new() { Waits = true };

    /// <summary>It comes online; nothing more can be restored into it.</summary>
    public static RestoreEnding Recovery { get; } = new();

    /// <summary>Whether more sets may follow.</summary>
    public bool Waits { get; private init; }

    /// <summary>Undo file of a database that can be read until the next set comes; null for the other endings.</summary>
    public string? StandbyFile { get; private init; }

    /// <summary>It can be read, and waits for the next set.</summary>
    /// <param name="file">Undo file, as the instance sees it; the next RESTORE takes it away.</param>
    public static RestoreEnding Standby(string file) => new() { Waits = true, StandbyFile = file };
}
