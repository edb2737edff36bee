namespace PosBackup.PowerShell.Records;

/// <summary>Which moment a drill restores.</summary>
public enum DrillMoment
{
    /// <summary>The newest that can be had.</summary>
    Latest,

    /// <summary>One drawn within the window.</summary>
    Random,

    /// <summary>The oldest within the window.</summary>
    Oldest,
}
