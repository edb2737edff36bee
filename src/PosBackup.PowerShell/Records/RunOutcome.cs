namespace PosBackup.PowerShell.Records;

/// <summary>What became of the backup of a database.</summary>
public enum RunOutcome
{
    /// <summary>A backup set was taken, and verified where that was asked for.</summary>
    Succeeded,

    /// <summary>There is no good backup set.</summary>
    Failed,

    /// <summary>Somebody had switched the database off on purpose.</summary>
    Skipped,
}
