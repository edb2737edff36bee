namespace PosBackup.PowerShell.Records;

/// <summary>Whether a media file is where it is expected.</summary>
public enum MediaPresence
{
    /// <summary>It is there.</summary>
    Present,

    /// <summary>It is gone.</summary>
    Missing,

    /// <summary>It no longer has the size that was recorded.</summary>
    Changed,

    /// <summary>A link stands in its place.</summary>
    Linked,
}
