namespace PosBackup.PowerShell.Records;

/// <summary>What a policy does with sets of a sort.</summary>
public enum SetTreatment
{
    /// <summary>They are kept and expired as all others.</summary>
    AsOthers,

    /// <summary>They are never removed.</summary>
    Keep,
}
