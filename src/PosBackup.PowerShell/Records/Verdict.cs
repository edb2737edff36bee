namespace PosBackup.PowerShell.Records;

/// <summary>What a verification says of media.</summary>
public enum Verdict
{
    /// <summary>It could not be checked; that is no damage, and no proof either.</summary>
    NotChecked,

    /// <summary>It is what was written.</summary>
    Intact,

    /// <summary>Something is not as it should be, and may be harmless.</summary>
    Suspect,

    /// <summary>It is not what was written.</summary>
    Damaged,
}
