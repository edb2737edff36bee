namespace PosBackup.PowerShell.Parameters;

/// <summary>What becomes of work that no backup holds yet when a database is replaced.</summary>
public enum TailLogChoice
{
    /// <summary>It is backed up first.</summary>
    Take,

    /// <summary>It is lost.</summary>
    Skip,
}
