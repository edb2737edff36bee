namespace PosBackup.PowerShell.Records;

/// <summary>How a database keeps its log.</summary>
public enum RecoveryModel
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>All is logged and kept until a log backup.</summary>
    Full,

    /// <summary>Bulk work is logged in short.</summary>
    BulkLogged,

    /// <summary>The log is not kept: there are no log backups.</summary>
    Simple,
}
