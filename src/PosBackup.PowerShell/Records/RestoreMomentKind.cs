namespace PosBackup.PowerShell.Records;

/// <summary>How the moment of a restore is named.</summary>
public enum RestoreMomentKind
{
    /// <summary>The newest that can be had.</summary>
    Latest,

    /// <summary>A time.</summary>
    Time,

    /// <summary>The end of a backup set.</summary>
    Set,

    /// <summary>A place in the log.</summary>
    Lsn,

    /// <summary>A marked transaction.</summary>
    Mark,
}
