namespace PosBackup.Engine.Targets;

/// <summary>A file or a folder on a target.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="IsFolder">Whether it is a folder; then it has no length.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="ModifiedAt">Time stamp by the target's clock, as precise as the target tells; null when it tells none.</param>
public sealed record TargetEntry(TargetPath Path, bool IsFolder, long Length, DateTimeOffset? ModifiedAt);
