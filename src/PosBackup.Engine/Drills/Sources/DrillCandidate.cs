namespace PosBackup.Engine.Drills.Sources;

/// <summary>A database to drill.</summary>
/// <param name="Database">Its name in the sets.</param>
/// <param name="Instance">Instance that made the sets; null when none of that name was found.</param>
/// <param name="From">Files that hold sets of its family, and nothing else; as in the options when none was found.</param>
/// <param name="Stock">The store that holds it.</param>
internal sealed record DrillCandidate(string Database, string? Instance, IReadOnlyList<string> From, DrillStock Stock);
