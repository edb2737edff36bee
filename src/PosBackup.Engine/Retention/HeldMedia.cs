using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Retention;

/// <summary>A media set in one place: all its stripes with all sets on them. It goes whole or not at all.</summary>
public sealed record HeldMedia
{
    /// <summary>Where it lies.</summary>
    public required RetentionPlace Place { get; init; }

    /// <summary>The media set.</summary>
    public required Guid MediaSetId { get; init; }

    /// <summary>How many stripes it has.</summary>
    public int Stripes { get; init; } = 1;

    /// <summary>The files that are there, by stripe.</summary>
    public required IReadOnlyList<HeldFile> Files { get; init; }

    /// <summary>The sets on it, by position. Empty when nobody can tell: such media are never removed.</summary>
    public required IReadOnlyList<BackupSet> Sets { get; init; }

    /// <summary>What the newest verification said of the worst file; null when one was never verified.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>When the oldest of the files was last proven to hold these bytes; null when one never was.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Why it cannot be told whether it is what it should be: a manifest that disagrees with its file, a length that is not as recorded. Null when it can.</summary>
    public string? Doubt { get; init; }

    /// <summary>What to do about the doubt, where that is another thing than about most; null where it is not.</summary>
    internal string? DoubtHint { get; init; }

    /// <summary>Whether files that are expected are not there. Whoever looked cannot tell whether they are gone or a disk is not mounted.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>Whether its removal was begun by an earlier run and did not come to its end.</summary>
    public bool IsBeingRemoved { get; init; }

    /// <summary>Bytes of all files.</summary>
    public long Length
    {
        get
        {
            long length = 0;
            for (int i = 0; i < Files.Count; i++)
                length += Files[i].Length;
            return length;
        }
    }

    /// <summary>Whether every stripe is there. What is absent is not, however many files are expected.</summary>
    public bool IsWhole => !IsAbsent && (Files.Count == 1 ? Stripes == 1 : Files.Select(file => file.Stripe).Distinct().Count() == Stripes);
}

/// <summary>One file of a media set in one place.</summary>
/// <param name="Path">Full path here, or path on the target.</param>
/// <param name="Stripe">Number of the stripe, from 1.</param>
/// <param name="Length">Length in bytes, as recorded.</param>
/// <param name="Sha256">SHA-256 as recorded, lower-case hexadecimal; null when nobody hashed it.</param>
public sealed record HeldFile(string Path, int Stripe, long Length, string? Sha256);
