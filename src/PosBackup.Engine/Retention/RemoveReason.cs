namespace PosBackup.Engine.Retention;

/// <summary>Why a set goes when nothing asks for it.</summary>
public enum RemoveReason
{
    /// <summary>Older than all that the policy asks for.</summary>
    Expired = 0,

    /// <summary>A newer recovery point stands for the same period.</summary>
    Superseded,

    /// <summary>Older than the policy allows, whatever points ask for.</summary>
    TooOld,

    /// <summary>No chain leads to it, here or elsewhere, and it is older than what the policy asks for.</summary>
    Orphaned,

    /// <summary>Damaged, cut off or incomplete, and older than what the policy asks for.</summary>
    Unusable,

    /// <summary>Its removal was begun before and broken off.</summary>
    Begun,
}
