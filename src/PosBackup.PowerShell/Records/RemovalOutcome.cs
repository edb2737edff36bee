namespace PosBackup.PowerShell.Records;

/// <summary>What became of media that were to go.</summary>
public enum RemovalOutcome
{
    /// <summary>They are still there.</summary>
    Failed,

    /// <summary>They are gone.</summary>
    Removed,

    /// <summary>They are no longer what was judged, and stay.</summary>
    Left,

    /// <summary>Something before them kept it from being tried.</summary>
    NotTried,

    /// <summary>A hold that was put during the run keeps them.</summary>
    Held,
}
