namespace PosBackup.PowerShell.Records;

/// <summary>Why a backup set is of no use.</summary>
public enum GapObstacle
{
    /// <summary>Its file is not there.</summary>
    NotFound,

    /// <summary>Stripes of it are not there.</summary>
    StripesMissing,

    /// <summary>It is damaged.</summary>
    Damaged,

    /// <summary>It was broken off.</summary>
    Unfinished,

    /// <summary>It is a snapshot of another tool.</summary>
    Snapshot,

    /// <summary>It is of a kind that is not restored.</summary>
    UnsupportedKind,
}
