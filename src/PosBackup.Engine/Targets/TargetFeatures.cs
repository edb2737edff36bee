namespace PosBackup.Engine.Targets;

/// <summary>What a target can do beyond the contract. Asked for; nobody tests for the type of a target.</summary>
[Flags]
public enum TargetFeatures
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>A file can be continued where it ends: uploads resume, media that grew get their tail. Without it every upload begins anew.</summary>
    Continue = 1,

    /// <summary>Ranges of one file can be written in any order and at once.</summary>
    WriteAnywhere = 2,

    /// <summary>A rename over an existing file leaves no moment without one of the two under that name.</summary>
    AtomicReplace = 4,

    /// <summary>A put ends only when the target has the bytes on its disk.</summary>
    Flush = 8,

    /// <summary>Files keep the time stamp that they are given.</summary>
    SetTime = 16,

    /// <summary>The target computes SHA-256 of a whole file.</summary>
    ServerHash = 32,

    /// <summary>Free space is told.</summary>
    FreeSpace = 64,
}
