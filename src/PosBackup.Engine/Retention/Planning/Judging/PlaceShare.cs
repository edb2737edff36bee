using PosBackup.Engine.Retention.Planning.Ordering;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>What one group has to do with the plan of a place.</summary>
/// <param name="Numbers">For each media set of the group in the place its number among all that there are.</param>
/// <param name="Media">What was decided of them.</param>
/// <param name="Runs">What goes, in its order.</param>
/// <param name="Databases">The databases.</param>
internal sealed record PlaceShare(int[] Numbers, JudgedMedia Media, RemovalRun[] Runs, DatabaseShare[] Databases);
