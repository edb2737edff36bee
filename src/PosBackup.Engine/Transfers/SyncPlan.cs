using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers;

/// <summary>What is to be done at one target, in this order.</summary>
public sealed record SyncPlan
{
    /// <summary>Name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Which of its media is in; empty where there is only one.</summary>
    public required string Medium { get; init; }

    /// <summary>What is to be done.</summary>
    public required IReadOnlyList<SyncItem> Items { get; init; }

    /// <summary>Media files that are proven to be there, and need nothing now.</summary>
    public required int Protected { get; init; }

    /// <summary>Media files that are not proven to be there and cannot be shipped; a note tells why of each.</summary>
    public int Unprotected { get; init; }

    /// <summary>What a person should know: what is not shipped and why, which order was taken.</summary>
    public IReadOnlyList<SyncNote> Notes { get; init; } = [];

    /// <summary>Copies of the catalog that the target no longer has.</summary>
    public IReadOnlyList<BackupCopy> Gone { get; init; } = [];

    /// <summary>Copies that the target no longer has either, and whose records stay without their proofs: nothing else tells what is to take their place.</summary>
    internal IReadOnlyList<BackupCopy> Lost { get; init; } = [];

    /// <summary>Records of copies as they are to be: of those that are missed from now on, and of those that are back.</summary>
    internal IReadOnlyList<BackupCopy> Marked { get; init; } = [];

    /// <summary>Media files here without a proven copy there, shipped in this run or not.</summary>
    internal IReadOnlyList<Manifest> Unproven { get; init; } = [];

    /// <summary>Bytes that are to be sent.</summary>
    public long Bytes => Items.Sum(item => item.Bytes);
}

/// <summary>One media file at one target.</summary>
public sealed record SyncItem
{
    /// <summary>The media file, as the catalog has it.</summary>
    public required Manifest Manifest { get; init; }

    /// <summary>Where it goes.</summary>
    public required TargetPath Path { get; init; }

    /// <summary>What is to be done.</summary>
    public required SyncAction Action { get; init; }

    /// <summary>Why, as a clause.</summary>
    public required string Reason { get; init; }

    /// <summary>Bytes to be sent; those to be read back are not counted.</summary>
    public required long Bytes { get; init; }

    /// <summary>The copy that is there: the beginning that an append builds on, or what is to be replaced or proven; null when there is none.</summary>
    public BackupCopy? Known { get; init; }

    /// <summary>Other files here of the same content: it is shipped from the next of them when one cannot be read, or is no longer what was backed up.</summary>
    internal IReadOnlyList<Manifest> Alike { get; init; } = [];

    /// <summary>Path of the media file here.</summary>
    public string File => Manifest.Media.Path;
}

/// <summary>What is to be done with a media file at a target.</summary>
public enum SyncAction
{
    /// <summary>Send it under a temporary name, or resume that, prove it, and give it its name.</summary>
    Upload,

    /// <summary>Prove the beginning that is there and send what was added behind it.</summary>
    Append,

    /// <summary>As an upload; only when the new copy is proven does it take the place of the old one.</summary>
    Replace,

    /// <summary>Read back what is there.</summary>
    Prove,
}

/// <summary>Something to know that stops nothing.</summary>
/// <param name="Code">Stable, machine-readable reason; None when it is only a remark.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Hint">What to do about it; null for nothing.</param>
public sealed record SyncNote(ErrorCode Code, string Message, string? Hint = null);
