namespace PosBackup.PowerShell.Records;

/// <summary>What DBCC CHECKDB said.</summary>
public enum CheckDbOutcome
{
    /// <summary>It was not run.</summary>
    NotRun,

    /// <summary>It found nothing.</summary>
    Clean,

    /// <summary>It found errors.</summary>
    Errors,

    /// <summary>It did not come to its end.</summary>
    NotFinished,
}
