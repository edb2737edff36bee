namespace PosBackup.PowerShell.Records;

/// <summary>What became of a scratch database.</summary>
public enum CleanUpOutcome
{
    /// <summary>There was none.</summary>
    NothingToDo,

    /// <summary>It was dropped.</summary>
    Removed,

    /// <summary>It is still there.</summary>
    LeftBehind,
}
