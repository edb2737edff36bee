namespace PosBackup.Engine.Backups;

/// <summary>Why a set was not appended but got a new file.</summary>
/// <param name="Reason">Stable, machine-readable reason.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record RollOver(RollOverReason Reason, string Message);

/// <summary>Stable reasons for a new file in append mode.</summary>
public enum RollOverReason
{
    /// <summary>There is no media file yet to append to.</summary>
    NoMedia = 0,

    /// <summary>The file is not ours.</summary>
    NotOurs,

    /// <summary>The file holds sets of another database family.</summary>
    OtherFamily,

    /// <summary>The file is compressed and the set is not, or the other way round.</summary>
    OtherCompression,

    /// <summary>The media set has another number of stripes.</summary>
    OtherStripes,

    /// <summary>Encrypted sets need media of their own.</summary>
    Encryption,

    /// <summary>The file has as many sets as it may.</summary>
    TooManySets,

    /// <summary>The file is as large as it may be.</summary>
    TooLarge,

    /// <summary>The file's first set is as old as it may be.</summary>
    TooOld,

    /// <summary>The file, or one of its stripes, cannot be read or is damaged.</summary>
    Unreadable,

    /// <summary>The file was formatted with another block size.</summary>
    OtherBlockSize,
}
