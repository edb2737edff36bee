using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Media;

/// <summary>What a listing of one media file tells.</summary>
/// <param name="Media">The file with its sets, as far as they can be read.</param>
/// <param name="Findings">What stood in the way, or was not understood; empty on healthy media. A listing proves nothing about contents.</param>
public sealed record MediaInspection(MediaFile Media, IReadOnlyList<Finding> Findings);
