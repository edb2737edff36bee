namespace PosBackup.PowerShell.Records;

/// <summary>What is done with a media file at a target.</summary>
public enum SyncAction
{
    /// <summary>It is sent.</summary>
    Upload,

    /// <summary>What it grew by is sent.</summary>
    Append,

    /// <summary>It takes the place of an older one.</summary>
    Replace,

    /// <summary>It lies there already and is read back.</summary>
    Prove,
}
