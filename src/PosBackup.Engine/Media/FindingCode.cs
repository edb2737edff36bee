namespace PosBackup.Engine.Media;

/// <summary>Stable kinds of findings (JSON prints them in camelCase).</summary>
public enum FindingCode
{
    /// <summary>The file is no SQL Server backup media.</summary>
    NotBackupMedia,

    /// <summary>The file ends before its structure does.</summary>
    Truncated,
}
