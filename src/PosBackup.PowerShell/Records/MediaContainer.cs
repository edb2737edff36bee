namespace PosBackup.PowerShell.Records;

/// <summary>Form of a media file.</summary>
public enum MediaContainer
{
    /// <summary>Not a form of SQL Server that is known.</summary>
    Unknown,

    /// <summary>Microsoft Tape Format: plain backups.</summary>
    Mtf,

    /// <summary>The form of compressed and encrypted backups.</summary>
    MssqlBak,
}
