namespace PosBackup.PowerShell.Records;

/// <summary>Which file a backup set goes to.</summary>
public enum BackupMode
{
    /// <summary>A new one for each set.</summary>
    NewFile,

    /// <summary>Behind the sets of a file of ours, under caps; else a new one.</summary>
    Append,

    /// <summary>A new one that takes the place of the old when it is verified.</summary>
    Overwrite,
}
